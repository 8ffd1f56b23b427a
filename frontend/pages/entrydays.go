package pages

import "taizhang/backend/ledger"

// saidDays is in words what the filter says of days: links lead here from figures that count by them.
func (p EntriesPage) saidDays() (all []string) {
	f := p.Filter
	switch {
	case f.From != "" && f.By != "":
		all = append(all, p.T("时限在 %s 至 %s", "due from %s to %s", p.Date(f.From), p.Date(f.By)))
	case f.By != "":
		all = append(all, p.T("时限不晚于 %s", "due by %s", p.Date(f.By)))
	case f.From != "":
		all = append(all, p.T("时限不早于 %s", "due from %s on", p.Date(f.From)))
	}
	if f.Closed != "" {
		all = append(all, p.T("%s销号", "struck off in %s", p.Month(f.Closed)))
	}
	if f.At != "" {
		all = append(all, p.T("%s末尚未办结", "open at the end of %s", p.Month(f.At)))
	}
	return all
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
