package ledger

import (
	"net/url"
	"slices"
	"strings"
)

// AuditPage is how many rows of the audit log are shown at a time.
const AuditPage = 100

// AuditFilter selects rows of the audit log; it lives in the address of its page, like Filter.
type AuditFilter struct {
	Actor  string // a person's or program's name
	Action string
	Number string // an entry's
	From   Date   // the first and the last day, by the district's clock
	To     Date
	Before int64 // rows older than this one
}

// ParseAuditFilter reads a filter from the parameters of an address; a value that is none of the valid ones is a BadRequest.
func ParseAuditFilter(v url.Values) (AuditFilter, error) {
	f := AuditFilter{Actor: strings.TrimSpace(v.Get("actor")), Action: v.Get("action"), Number: strings.TrimSpace(v.Get("number"))}
	if f.Action != "" && !slices.Contains(Actions(), f.Action) {
		return f, unknownValue("action", f.Action, Actions())
	}
	for name, day := range map[string]*Date{"from": &f.From, "to": &f.To} {
		if v.Get(name) == "" {
			continue
		}
		d, err := ParseDate(v.Get(name))
		if m := AsMistake(err); m != nil {
			return f, &Error{Code: BadRequest, Field: name, Words: m.Words}
		}
		*day = d
	}
	if f.From != "" && f.To != "" && f.To < f.From {
		return f, Mistake(BadRequest, "to", "结束日期早于开始日期。", "The last day is before the first.")
	}
	var err error
	f.Before, err = whole(v, "before", 0, 1<<62)
	return f, err
}

// Values writes the filter as the parameters ParseAuditFilter reads.
func (f AuditFilter) Values() url.Values {
	v := url.Values{}
	for name, value := range map[string]string{"actor": f.Actor, "action": f.Action, "number": f.Number, "from": string(f.From), "to": string(f.To)} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return v
}

// AuditRow is an event with the number of the entry that it is about, "" where it is about none.
type AuditRow struct {
	Event
	Number string
}
