package pages

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// AddressOfView is where a saved view opens: its filter, its columns and its name, in the open.
func AddressOfView(v ledger.SavedView) string {
	q, err := url.ParseQuery(v.Query)
	if err != nil {
		q = url.Values{}
	}
	if v.Columns != "" {
		q.Set("cols", v.Columns)
	}
	q.Set("view", strconv.FormatInt(v.ID, 10))
	return "/entries?" + q.Encode()
}

// beside is what stands in the list's address beside the filter: the view's name and the columns, where it says them.
func (p EntriesPage) beside() url.Values {
	v := url.Values{}
	if p.ViewID != 0 {
		v.Set("view", strconv.FormatInt(p.ViewID, 10))
	}
	if cols := p.Shown.String(); p.Chosen && cols != "" {
		v.Set("cols", cols)
	}
	return v
}

// url is the list's address with another filter, under the same view and with the same columns.
func (p EntriesPage) url(f ledger.Filter) templ.SafeURL { return withFilter("/entries", f, p.beside()) }

func withFilter(path string, f ledger.Filter, more url.Values) templ.SafeURL {
	v := f.Values()
	for name, values := range more {
		v[name] = values
	}
	if q := v.Encode(); q != "" {
		path += "?" + q
	}
	return templ.SafeURL(path)
}

// everything is the address of the list without a filter, whatever it opens with.
func (p EntriesPage) everything() templ.SafeURL {
	if p.Settings.ViewID != 0 {
		return "/entries?view=0"
	}
	return "/entries"
}

// export is the address of the list as a file, with the columns that it shows; every column where nobody chose any.
func (p EntriesPage) export(format string) templ.SafeURL {
	more := url.Values{}
	if cols := p.Shown.String(); cols != "" {
		more.Set("cols", cols)
	}
	return withFilter("/export/entries."+format, p.Filter.WithoutPaging(), more)
}

// current is the view that the address names, nil for none.
func (p EntriesPage) current() *ledger.SavedView {
	for i := range p.Views {
		if p.Views[i].ID == p.ViewID {
			return &p.Views[i]
		}
	}
	return nil
}

// changed tells whether the list is another than its view says.
func (p EntriesPage) changed() bool {
	v := p.current()
	return v != nil && !v.Shows(p.Filter, p.Shown)
}

// mine tells whether a view is the reader's own.
func (p EntriesPage) mine(v *ledger.SavedView) bool { return v.UserID == p.Settings.UserID }

// saveURL is where a view of the list is saved: what it selects stands in the address, as everywhere.
func (p EntriesPage) saveURL() templ.SafeURL {
	return withFilter("/views", p.Filter.WithoutPaging(), url.Values{})
}

func viewURL(id int64, does string) templ.SafeURL {
	return templ.SafeURL("/views/" + strconv.FormatInt(id, 10) + does)
}

func (p EntriesPage) columnWords(c ledger.ListColumn) string {
	for _, i := range ledger.ListColumns {
		if i.Column == c {
			return p.In(i.Words)
		}
	}
	return ""
}

// named is the part of beside that names the view.
func (p EntriesPage) named() url.Values {
	v := p.beside()
	v.Del("cols")
	return v
}

// ofPerson marks a view's name as Chinese, which is what people give, but for the one that is everything.
func ofPerson(view int64) templ.Attributes {
	if view == 0 {
		return nil
	}
	return templ.Attributes{"lang": "zh-CN"}
}
