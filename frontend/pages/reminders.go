package pages

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

type reminderChoice struct {
	url    templ.SafeURL
	words  string
	chosen bool
}

// choices are the states that the list may be narrowed to, after all of it.
func (p RemindersPage) choices() []reminderChoice {
	path := templ.SafeURL("/reminders")
	if p.Unit != "" {
		path = parts.UnitURL(p.Unit) + path
	}
	all := []reminderChoice{{path, p.T("全部", "All"), p.State == ""}}
	for _, s := range ledger.ReminderStates {
		if s.State == ledger.Failed && !p.May(ledger.Survey) {
			continue // how messages went is for those who sent them
		}
		all = append(all, reminderChoice{path + templ.SafeURL("?state="+s.State), p.In(s.Words), s.State == p.State})
	}
	return all
}

// summary counts what was asked this month and what waits for an answer.
func (p RemindersPage) summary() string {
	sum := p.Counts[p.Unit]
	if p.Unit == "" {
		for _, n := range p.Counts {
			sum.Asked, sum.Live = sum.Asked+n.Asked, sum.Live+n.Live
		}
	}
	return p.T("本月催办 %d 次，待反馈 %d 条。", "%d this month, %d unanswered.", sum.Asked, sum.Live)
}

// load lists the units asked this month, the most first, at most a dozen.
func (p RemindersPage) load() (all []ledger.ReminderCount) {
	for _, n := range p.Counts {
		if n.Asked > 0 {
			all = append(all, n)
		}
	}
	slices.SortFunc(all, func(a, b ledger.ReminderCount) int {
		if a.Asked != b.Asked {
			return b.Asked - a.Asked
		}
		return strings.Compare(a.UnitCode, b.UnitCode)
	})
	return all[:min(len(all), 12)]
}

func (p RemindersPage) nothing() string {
	if p.State != "" {
		return p.T("没有这样的催办。", "There is no such reminder.")
	}
	return p.T("还没有催办过。临近时限的事项会自动提醒，也可以在事项页上催办。", "Nobody was asked yet. Entries that come due are asked about by rule; any may be asked about on its page.")
}

// rules says by which rules and within which caps units are asked.
func (p RemindersPage) rules() string {
	var said []string
	if len(p.Policy.Before) > 0 {
		said = append(said, p.T("到期前 %s 个工作日", "%s working days before the due date", leads(p.Policy.Before)))
	}
	if p.Policy.AtDue {
		said = append(said, p.T("到期当天", "on the day itself"))
	}
	if p.Policy.Every > 0 {
		said = append(said, p.Plural(p.Policy.Every, "逾期后每 %d 天", "every %d day once overdue", "every %d days once overdue", p.Policy.Every))
	}
	caps := p.T("一事每月最多 %d 次，一个单位一天最多 %d 项、合并为一条消息；只在工作日。", "At most %d a month about one entry, %d a day to one unit, in one message; on working days only.", p.Policy.PerEntry, p.Policy.PerUnit)
	if len(said) == 0 {
		return p.T("没有自动催办的规则。", "No rule asks by itself. ") + caps
	}
	return p.T("系统自动催办：", "Asked by rule: ") + strings.Join(said, p.T("、", ", ")) + p.T("。", ". ") + caps
}

// leads writes numbers of days as the form takes them: 5, 3.
func leads(all []int) string {
	var said []string
	for _, n := range all {
		said = append(said, strconv.Itoa(n))
	}
	return strings.Join(said, ", ")
}
