package ledger

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Filter selects entries. It lives in the address of every list, export and API call in one spelling, so that what is
// seen can be sent on, exported and asked for again.
type Filter struct {
	Kind   Kind
	Unit   string // unit code: entries addressed to it by name or through a collective
	Under  string // unit code: entries of the meetings held there and in the places below it
	Theme  string
	Status string // a status, or a class: "open" is every status that is followed
	Month  Period
	Report int64
	Light  Light
	From   Date   // due on that day or later
	By     Date   // due on that day or before
	Closed Period // struck off within that month
	At     Period // what was open when that month ended, as far as Light goes: overdue then
	Query  string // words to find in text, quote, numbers and units
	Sort   string // one of Sorts; "" is the first of them
	Page   int    // for pages: from 1
	Limit  int    // rows at a time
	Cursor string // for the API: where the last answer ended
	moving moving // the words that month and days were told by, where they move along with today
}

// Sorts lists the orders a list may take: by number (the newest month first, in it shortcomings, tasks, then progress), due
// date, last change, unit.
var Sorts = []string{"number", "due", "updated", "unit"}

// MaxLimit bounds the rows of one page or one API answer.
const (
	DefaultLimit = 50
	MaxLimit     = 500
)

// ParseFilter reads a filter from the parameters of an address; what they say by a word such as this-month is meant from today. A value
// that is none of the valid ones is a BadRequest that lists them; parameters it does not know are left alone.
func ParseFilter(v url.Values, today Date) (Filter, error) {
	f := Filter{
		Kind: Kind(v.Get("kind")), Unit: v.Get("unit"), Under: v.Get("under"), Theme: v.Get("theme"), Status: v.Get("status"),
		Light: Light(v.Get("light")), Query: strings.TrimSpace(v.Get("q")), Sort: v.Get("sort"), Cursor: v.Get("cursor"),
	}
	var err error
	if f.Kind != "" && !f.Kind.Valid() {
		return f, unknownValue("kind", string(f.Kind), names(Kinds))
	}
	if f.Status != "" && len(f.Statuses()) == 0 {
		return f, unknownValue("status", f.Status, statusNames())
	}
	if f.Light != "" && !f.Light.Valid() {
		return f, unknownValue("light", string(f.Light), lightNames())
	}
	if f.Sort != "" && !slices.Contains(Sorts, f.Sort) {
		return f, unknownValue("sort", f.Sort, Sorts)
	}
	if f.Report, err = whole(v, "report", 0, 1<<62); err != nil {
		return f, err
	}
	if err := f.parseDays(v, today); err != nil {
		return f, err
	}
	page, err := whole(v, "page", 1, 1_000_000)
	if err != nil {
		return f, err
	}
	limit, err := whole(v, "limit", DefaultLimit, MaxLimit)
	if err != nil {
		return f, err
	}
	if len([]rune(f.Query)) > 100 {
		return f, Mistake(BadRequest, "q", "搜索词最多 100 字。", "The search may have 100 characters at most.")
	}
	f.Page, f.Limit = int(page), int(limit)
	return f, nil
}

// parseDays reads what of the filter is about months and days: those that things belong to, when they are due, when they were struck
// off, how a month ended.
func (f *Filter) parseDays(v url.Values, today Date) (err error) {
	for name, d := range map[string]*Date{"due_from": &f.From, "due_by": &f.By} {
		if s := v.Get(name); s != "" {
			if *d, err = ParseDate(s); err != nil {
				return asField(err, name)
			}
		}
	}
	if word := v.Get("due"); word != "" {
		if err := f.parseDue(word, today); err != nil {
			return err
		}
	}
	for name, of := range map[string]struct {
		period *Period
		said   *said
	}{"month": {&f.Month, &f.moving.month}, "closed": {&f.Closed, &f.moving.closed}, "at": {&f.At, &f.moving.at}} {
		if s := v.Get(name); s != "" {
			if *of.period, *of.said, err = parseMonth(s, today); err != nil {
				return asField(err, name)
			}
		}
	}
	if f.At != "" && (f.Status != "" && f.Status != string(Open) || f.Light != "" && f.Light != Red) {
		return Mistake(BadRequest, "at", "筛选条件 at 只能与 status=open 或 light=red 一起用。", "The filter “at” goes with status=open or light=red only.")
	}
	return nil
}

// asField is a mistake in an address as one of the parameter of that name.
func asField(err error, name string) error {
	return &Error{Code: BadRequest, Field: name, Words: AsMistake(err).Words}
}

// Values writes the filter as the parameters ParseFilter reads, leaving out what is at its default.
func (f Filter) Values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	number := func(name string, n, usual int64) {
		if n != usual && n != 0 {
			v.Set(name, strconv.FormatInt(n, 10))
		}
	}
	set("kind", string(f.Kind))
	set("unit", f.Unit)
	set("under", f.Under)
	set("theme", f.Theme)
	set("status", f.Status)
	set("month", cmp.Or(f.Moving("month"), string(f.Month)))
	set("light", string(f.Light))
	if due := f.Moving("due"); due != "" {
		set("due", due)
	} else {
		set("due_from", string(f.From))
		set("due_by", string(f.By))
	}
	set("closed", cmp.Or(f.Moving("closed"), string(f.Closed)))
	set("at", cmp.Or(f.Moving("at"), string(f.At)))
	set("q", f.Query)
	set("sort", f.Sort)
	set("cursor", f.Cursor)
	number("report", f.Report, 0)
	number("page", int64(f.Page), 1)
	number("limit", int64(f.Limit), DefaultLimit)
	return v
}

// WithoutPaging is the filter of the whole list that f is a page of.
func (f Filter) WithoutPaging() Filter {
	f.Page, f.Limit, f.Cursor = 0, 0, ""
	return f
}

// Narrowed tells whether the filter leaves anything out; order and paging leave out nothing.
func (f Filter) Narrowed() bool {
	f.Sort, f.Page, f.Limit, f.Cursor, f.moving = "", 0, 0, "", moving{}
	return f != Filter{}
}

// Statuses lists the statuses that the filter's status or class stands for: every one in the ledger when it names none.
func (f Filter) Statuses() []Status {
	if f.Status == "" {
		var all []Status
		for _, i := range Statuses {
			if i.Class != Pending {
				all = append(all, i.Status)
			}
		}
		return all
	}
	if s := Status(f.Status); s.InLedger() {
		return []Status{s}
	}
	if c := Class(f.Status); c != Pending {
		return c.Of()
	}
	return nil
}

// Page is one stretch of a list: its rows, how many there are in all, and the cursor to go on with ("" at the end).
type Page struct {
	Items []Entry `json:"items"`
	Total int     `json:"total"`
	Next  string  `json:"next"`
}

func unknownValue(field, value string, valid []string) error {
	list := strings.Join(valid, ", ")
	return Mistake(BadRequest, field, "筛选条件 %[1]s 没有“%[2]s”这个值，可用：%[3]s。", "%[1]s has no value “%[2]s”; it takes %[3]s.", field, value, list)
}

func whole(v url.Values, name string, usual, most int64) (int64, error) {
	s := v.Get(name)
	if s == "" {
		return usual, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 || n > most {
		return 0, Mistake(BadRequest, name, "%s 要写成 1 到 %d 的整数，不能是“%s”。", "%s takes a whole number from 1 to %d, not “%s”.", name, most, s)
	}
	return n, nil
}

func names[T ~string](list []T) (all []string) {
	for _, x := range list {
		all = append(all, string(x))
	}
	return all
}

func statusNames() (all []string) {
	for _, i := range Statuses {
		if i.Status.InLedger() {
			all = append(all, string(i.Status))
		}
	}
	return append(all, string(Open), string(Done), string(Kept), string(Dropped), string(Standing))
}

func lightNames() (all []string) {
	for _, i := range Lights {
		all = append(all, string(i.Light))
	}
	return all
}
