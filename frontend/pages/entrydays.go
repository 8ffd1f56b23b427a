package pages

import "taizhang/backend/ledger"

// dayChips adds what the filter says of days: links lead here from figures that count by them.
func (p EntriesPage) dayChips(add func(name, value string, take func(*ledger.Filter))) {
	f, due := p.Filter, ""
	switch {
	case f.From != "" && f.By != "":
		due = p.T("%s 至 %s", "%s to %s", p.Date(f.From), p.Date(f.By))
	case f.By != "":
		due = p.T("不晚于 %s", "by %s", p.Date(f.By))
	case f.From != "":
		due = p.T("不早于 %s", "from %s on", p.Date(f.From))
	}
	add(p.T("时限", "Due"), due, func(f *ledger.Filter) { f.From, f.By = "", "" })
	add(p.T("销号月份", "Struck off in"), p.Month(f.Closed), func(f *ledger.Filter) { f.Closed = "" })
	add(p.T("月末尚未办结", "Open at the end of"), p.Month(f.At), func(f *ledger.Filter) { f.At = "" })
}

// hiddenDays is what the form keeps of that without a field for it.
func (p EntriesPage) hiddenDays() (all []field) {
	f := ledger.Filter{From: p.Filter.From, By: p.Filter.By, Closed: p.Filter.Closed, At: p.Filter.At}
	for _, name := range []string{"due_from", "due_by", "closed", "at"} {
		if v := f.Values().Get(name); v != "" {
			all = append(all, field{name, v})
		}
	}
	return all
}
