// Package parts holds the pieces that pages are made of. The same part serves the whole page and the partial swap that
// htmx asks for, so that the two can never differ.
package parts

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// View is what every part needs to know of its reader and of the registers.
type View struct {
	Lang     ledger.Lang
	Day      ledger.Day // today, the last day that still counts as soon, and the thresholds of lights
	Workdays ledger.Counting
	Zone     *time.Location // in which times are told; nil is UTC
	Themes   []ledger.Theme // in the register's order, with their English names
	Units    []ledger.Unit  // in the register's order, for choices and short names
	ByCode   map[string]int // where each stands in Units; without it they are looked through
	Prints   bool           // papers can be had as PDF

	ledger.Account // whose view it is: what it may not do is not offered
}

// Unit is the unit of that code, where the register has it.
func (v View) Unit(code string) (u ledger.Unit, ok bool) {
	if v.ByCode != nil {
		i, ok := v.ByCode[code]
		if ok {
			u = v.Units[i]
		}
		return u, ok
	}
	i := slices.IndexFunc(v.Units, func(u ledger.Unit) bool { return u.Code == code })
	if i >= 0 {
		u = v.Units[i]
	}
	return u, i >= 0
}

// Many tells whether there are more units than a choice can offer, so that others are typed.
func (v View) Many() bool { return len(v.Units) > ledger.MostOffered }

// Near are the units that a choice offers about an entry of the unit seat, "" for none.
func (v View) Near(seat string) []ledger.Unit { return ledger.Near(v.Units, seat) }

// Moves lists the moves that the reader may make on e.
func (v View) Moves(e ledger.Entry) []ledger.Move { return v.Account.Moves(&e) }

// T says zh or en in the reader's language.
func (v View) T(zh, en string, args ...any) string { return v.Lang.T(zh, en, args...) }

// Plural says zh, or in English one or many by n, in the reader's language.
func (v View) Plural(n int, zh, one, many string, args ...any) string {
	return v.Lang.Plural(n, zh, one, many, args...)
}

// In says w in the reader's language.
func (v View) In(w ledger.Words) string { return w.In(v.Lang) }

// EntriesURL is the address of the list that f selects. Of a kind it is what was not withdrawn, unless f says otherwise or names a
// report: so figures of praise and blame count, and each leads to as many entries as it says.
func EntriesURL(f ledger.Filter) templ.SafeURL {
	if f.Kind != "" && f.Status == "" && f.Report == 0 {
		f.Status = string(ledger.Standing)
	}
	return withQuery("/entries", f.Values())
}

// ExportURL is the address of what f selects in a format: xlsx, docx, csv, json or ics. An export is never of one page only.
func ExportURL(format string, f ledger.Filter) templ.SafeURL {
	f.Page, f.Limit, f.Cursor = 0, 0, ""
	return withQuery("/export/entries."+format, f.Values())
}

func withQuery(path string, v url.Values) templ.SafeURL {
	if q := v.Encode(); q != "" {
		path += "?" + q
	}
	return templ.SafeURL(path)
}

// EntryURL is the address of an entry: by its number, or, for a draft, on its report's desk.
func EntryURL(e ledger.Entry) templ.SafeURL {
	if e.Number == "" {
		return FindingURL(e)
	}
	return templ.SafeURL("/entries/" + url.PathEscape(e.Number))
}

// FindingURL is the place of a finding on its report's desk.
func FindingURL(e ledger.Entry) templ.SafeURL {
	return ReportURL(e.ReportID) + templ.SafeURL("#f-"+id(e.ID))
}

// ReportURL is the address of a report's desk.
func ReportURL(n int64) templ.SafeURL { return templ.SafeURL("/reports/" + id(n)) }

// MonthURL is the address of a month's page, ThemeURL that of a field of work, BriefURL that of a unit's page to print.
func MonthURL(p ledger.Period) templ.SafeURL { return templ.SafeURL("/months/" + string(p)) }
func ThemeURL(name string) templ.SafeURL     { return templ.SafeURL("/themes/" + url.PathEscape(name)) }
func BriefURL(code string, p ledger.Period) templ.SafeURL {
	return withQuery("/units/"+url.PathEscape(code)+"/brief", ledger.Filter{Month: p}.Values())
}

// UnitURL is the address of a unit's page.
func UnitURL(code string) templ.SafeURL { return templ.SafeURL("/units/" + url.PathEscape(code)) }

func id(n int64) string { return strconv.FormatInt(n, 10) }
