package pages

import "taizhang/backend/ledger"

// dayChips adds what the filter says of days: links lead here from figures that count by them.
func (p EntriesPage) dayChips(add func(name, value string, take func(*ledger.Filter))) {
	f, due := p.Filter, ""
	switch word := f.Moving("due"); {
	case word == "today":
		due = p.moving(word, p.Date(f.From))
	case word != "":
		due = p.moving(word, p.T("%s 至 %s", "%s to %s", p.Date(f.From), p.Date(f.By)))
	case f.From != "" && f.From == f.By:
		due = p.Date(f.By)
	case f.From != "" && f.By != "":
		due = p.T("%s 至 %s", "%s to %s", p.Date(f.From), p.Date(f.By))
	case f.By != "":
		due = p.T("不晚于 %s", "by %s", p.Date(f.By))
	case f.From != "":
		due = p.T("不早于 %s", "from %s on", p.Date(f.From))
	}
	add(p.T("时限", "Due"), due, func(f *ledger.Filter) { f.From, f.By = "", "" })
	add(p.T("销号月份", "Struck off in"), p.monthSaid("closed", f.Closed), func(f *ledger.Filter) { f.Closed = "" })
	add(p.T("月末尚未办结", "Open at the end of"), p.monthSaid("at", f.At), func(f *ledger.Filter) { f.At = "" })
}

// hiddenDays is what the form keeps of that without a field for it.
func (p EntriesPage) hiddenDays() (all []field) {
	said := p.Filter.Values()
	for _, name := range []string{"due_from", "due_by", "closed", "at"} {
		if v := said.Get(name); v != "" {
			all = append(all, field{name, v})
		}
	}
	return all
}

// moving says a word that moves along with the day, and what it means today.
func (p EntriesPage) moving(word, today string) string {
	return p.T("%s（%s）", "%s (%s)", p.In(ledger.MovingWords(word)), today)
}

// monthSaid says a month of the filter, by the word that the filter was told where it was told one.
func (p EntriesPage) monthSaid(name string, m ledger.Period) string {
	if word := p.Filter.Moving(name); word != "" {
		return p.moving(word, p.Month(m))
	}
	return p.Month(m)
}

// dueKept is the line of the choice of a due date for days that no word says, "" where there are none.
func (p EntriesPage) dueKept() string {
	if p.Filter.Moving("due") != "" {
		return ""
	}
	kept := ""
	p.dayChips(func(name, value string, _ func(*ledger.Filter)) {
		if name == p.T("时限", "Due") {
			kept = value
		}
	})
	return kept
}
