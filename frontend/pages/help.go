package pages

import (
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

// way is how a report becomes what is struck off, step by step.
var way = []struct{ head, text ledger.Words }{
	{ledger.Words{ZH: "导入。", EN: "Bring in."}, ledger.Words{ZH: "督查室粘贴或上传一篇点评会报道；系统逐句读出成绩、问题和任务，每一条都对着原文里的那句话。", EN: "The office pastes or uploads a review's report; praise, shortcomings and tasks are read from it, each tied to the sentence that says so."}},
	{ledger.Words{ZH: "核对。", EN: "Review."}, ledger.Words{ZH: "逐条采纳、修改或不采纳；系统的建议都写明依据，由人决定。采纳的有了编号，进入台账。", EN: "Each is accepted, edited or rejected; suggestions name their rule and a person decides. What is accepted gets a number: it is in the ledger."}},
	{ledger.Words{ZH: "交办。", EN: "Assign."}, ledger.Words{ZH: "交给承办单位，或分解到各街镇；单位签收，有异议可以提出。", EN: "It goes to the unit that answers, or a part of it to each; the unit acknowledges it or objects."}},
	{ledger.Words{ZH: "办理。", EN: "Handle."}, ledger.Words{ZH: "单位按月反馈进展；办不完在时限前申请延期。临期、当天和逾期后，系统按规则催办。", EN: "The unit reports back each month, and asks for more time before the date has passed. Reminders go out by rule before, on and after it."}},
	{ledger.Words{ZH: "销号。", EN: "Close."}, ledger.Words{ZH: "单位报请销号，督查室核查后销号，或退回重办。销号后又出现的按反弹重办，编号不变。", EN: "The unit submits; the office verifies and strikes it off, or sends it back. What comes back afterwards is reopened under its number."}},
}

// whatSealingDoes is what sealing a month does.
var whatSealingDoes = []ledger.Words{
	{ZH: "封账把一个月的数字和月度通报按当时的样子冻结，记下是谁、何时，并附指纹（SHA-256），以后可以证明没有改过。", EN: "Sealing freezes a month's figures and its bulletin as they stand, with who did it, when, and a fingerprint (SHA-256) that proves them unchanged."},
	{ZH: "封账不能撤销，所以之前会再问一次，并提醒还有哪些没有核对、没有分配单位。", EN: "It cannot be undone; you are asked once more, and told what is still to be reviewed or names no unit."},
	{ZH: "封账不锁住事项：该办的继续办。以后对这个月的改动列在冻结的数字旁边，作为更正。", EN: "Entries are not locked: work goes on. What changes later is listed beside the frozen figures as a correction."},
}

// moves lists what may be done from a status, by the unit that answers or by the office.
func (p HelpPage) moves(s ledger.Status, unit bool) string {
	var names []string
	for _, m := range ledger.Moves {
		if slices.Contains(m.From, s) && (m.Right == ledger.Handle) == unit {
			names = append(names, p.In(m.Words))
		}
	}
	if len(names) == 0 {
		return "—"
	}
	return strings.Join(names, p.T("、", ", "))
}
