package backend_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

const lifecyclePage = "../docs/lifecycle.md"

// docs/lifecycle.md says how an entry goes from registration to striking off; it is written from the moves by `make docs`.
func TestLifecyclePage(t *testing.T) {
	page := lifecycleHead + lifecycleDrawing() + "\n## 状态 Statuses\n\n" + statusTable() + "\n## 操作 Moves\n\n" + moveTable() + lifecycleRules
	if *update {
		if err := os.WriteFile(lifecyclePage, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(lifecyclePage)
	if err != nil || string(have) != page {
		t.Errorf("docs/lifecycle.md is stale: run make docs (%v)", err)
	}
}

const lifecycleHead = `# 事项的办理 The way of an entry

Written by ` + "`make docs`" + ` from ` + "`backend/ledger/status.go` and `backend/ledger/move.go`" + `; not to be edited. The program allows what stands here and nothing else.

## 图 Drawing

`

// closings are drawn from the open states together, so that the drawing stays readable.
func closing(m ledger.Move) bool { return m.To.Class() == ledger.Dropped || m.Name == ledger.Suspend }

func lifecycleDrawing() string {
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n")
	for _, s := range ledger.Statuses {
		fmt.Fprintf(&b, "  state \"%s %s\" as %s\n", s.Words.ZH, s.Words.EN, s.Status)
	}
	b.WriteString("  state \"在办 Open\" as open {\n")
	for _, s := range ledger.Open.Of() {
		fmt.Fprintf(&b, "    %s\n", s)
	}
	b.WriteString("  }\n  [*] --> draft: 从报告读出 read from a report\n")
	for _, m := range ledger.Moves {
		words := m.Words.ZH + " " + m.Words.EN
		switch {
		case closing(m):
			fmt.Fprintf(&b, "  open --> %s: %s\n", m.To, words)
		case m.To == ledger.Earlier && m.Name == ledger.Reopen:
			for _, from := range m.From {
				fmt.Fprintf(&b, "  %s --> open: %s\n", from, words)
			}
		case m.To == ledger.Earlier:
			fmt.Fprintf(&b, "  %s --> open: %s\n", m.From[0], words)
		case m.Name == ledger.Reassign:
			fmt.Fprintf(&b, "  open --> %s: %s\n", m.To, words)
		case m.To != ledger.Same:
			for _, from := range m.From {
				fmt.Fprintf(&b, "  %s --> %s: %s\n", from, m.To, words)
			}
		}
	}
	b.WriteString("  draft --> recorded: 采纳成绩 accept praise\n  [*] --> assigned: 分解而成 made by dividing\n")
	return b.String() + "```\n"
}

func statusTable() string {
	var b strings.Builder
	b.WriteString("| 类 Class | 状态 Status | 含义 Meaning | |\n|---|---|---|---|\n")
	for _, s := range ledger.Statuses {
		class := s.Class.Words()
		fmt.Fprintf(&b, "| %s %s | %s %s | %s | %s |\n", class.ZH, class.EN, s.Words.ZH, s.Words.EN, s.Meaning.ZH, s.Meaning.EN)
	}
	return b.String()
}

func moveTable() string {
	var b strings.Builder
	b.WriteString("`*` has to be given. The name is what the API calls the move.\n\n| 操作 Move | API | 从 From | 到 To | 谁 Who | 需要 Takes | 条件 If |\n|---|---|---|---|---|---|---|\n")
	for _, m := range ledger.Moves {
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s | %s | %s |\n", both(m.Words), m.Name, strings.Join(each(m.From, statusWords), "<br>"), leadsTo(m),
			strings.Join(movers(m), "<br>"), strings.Join(each(m.Needs, needWords), "<br>"), strings.Join(conditions(m), "<br>"))
	}
	return b.String()
}

func conditions(m ledger.Move) (all []string) {
	if m.Only != "" {
		only := m.Only.Words()
		all = append(all, "限"+only.ZH+" "+only.EN+" only")
	}
	if m.If != (ledger.Words{}) {
		all = append(all, both(m.If))
	}
	return all
}

func both(w ledger.Words) string { return strings.TrimSpace(w.ZH + " " + w.EN) }

func each[T any](list []T, say func(T) string) (all []string) {
	for _, x := range list {
		all = append(all, say(x))
	}
	return all
}

func statusWords(s ledger.Status) string { return both(s.Words()) }

func needWords(n ledger.Need) string {
	if n.Optional {
		return both(n.Words)
	}
	return both(n.Words) + " *"
}

func leadsTo(m ledger.Move) string {
	switch m.To {
	case ledger.Same:
		return "不变 stays"
	case ledger.Earlier:
		return "原来的状态 where it stood"
	}
	return statusWords(m.To)
}

// movers are the roles that make the move, with how far.
func movers(m ledger.Move) (all []string) {
	for _, r := range ledger.Roles {
		switch reach := r.Role.Reach(m.Right); {
		case reach == ledger.OwnUnit:
			all = append(all, "承办单位"+r.Words.ZH+" "+r.Words.EN+" of the unit that answers")
		case reach == ledger.Whole && r.Role != ledger.Owner:
			all = append(all, both(r.Words))
		}
	}
	slices.Sort(all)
	return all
}

const lifecycleRules = `
单机管理员可以做以上一切。 The owner of a machine of one may do all of it.

- 只有“已销号”算办结，并且都经过核查：一键销号的人就是核查的人。终止、合并、移送、撤回是“未办结而关闭”，分开计数。
  Only what was resolved counts as solved, and all of it was verified: whoever resolves in one click verifies it. What was
  terminated, merged, transferred or withdrawn is closed unsolved and counted apart.
- 子事项编号跟在上级事项之后（2024-09-任-012-03）。上级事项的进度由子事项得出；只要还有一个子事项在办，上级事项就不能核查、销号、终止；
  上级事项关闭以后，子事项不能恢复办理，要先恢复上级事项。
  Parts are numbered under what they are parts of. How far that has come is counted from them; it is never verified, struck off or terminated
  while one is open, and none reopens while it is closed.
- 每一步都在一个事务里写入一条审计记录；页面上的版本过时、状态不允许、日期已过、单位已撤销，都会说明原因，什么也不保存。
  Each move is one transaction with its event; a stale page, a status that does not allow it, a date that is past, a unit that has ended
  are refused with a sentence, and nothing is kept.
- 反馈只增不改。 Feedback is only ever added to.
- 挂起期间不计时；解除时，时限按挂起的天数顺延，依据写明“挂起顺延”，原时限留在审计记录里。
  The clock stands while an entry is on hold; then its due date moves by those days, with that as its basis, and the old date stays in the event.
`
