package ledger

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// MoveName names a change of status that a person may make.
type MoveName string

const (
	Accept  MoveName = "accept"  // a draft enters the ledger
	Recur   MoveName = "recur"   // a draft enters the ledger as a former shortcoming that is there again
	Link    MoveName = "link"    // a draft says the same as an entry: it becomes a further source of it
	Reject  MoveName = "reject"  // a draft is left out
	Restore MoveName = "restore" // a draft that was left out or linked is taken up again
	Resolve MoveName = "resolve" // done, with one line of what was done
	Undo    MoveName = "undo"    // a resolving taken back
)

// Move is one row of the table of moves: which statuses it leaves, where it leads, whether it needs a note. The note of Recur
// and Link is the number of the entry they lead to.
type Move struct {
	Name  MoveName
	From  []Status
	To    func(Kind) Status
	Note  bool  // one line is required
	Words Words // as on a button
	Past  Words // as in the timeline
}

func to(s Status) func(Kind) Status { return func(Kind) Status { return s } }

func registered(k Kind) Status {
	if k == Progress {
		return Recorded
	}
	return Registered
}

// Moves is the table of every move there is.
var Moves = []Move{
	{Accept, []Status{Draft}, registered, false, Words{"采纳", "Accept"}, Words{"采纳立项", "Accepted into the ledger"}},
	{Recur, []Status{Draft}, registered, true, Words{"采纳并关联", "Accept as recurring"}, Words{"采纳立项，与上一次关联", "Accepted as a recurrence"}},
	{Link, []Status{Draft}, to(Linked), true, Words{"并入", "Link"}, Words{"并入台账中相同的一条", "Linked to the same entry"}},
	{Reject, []Status{Draft}, to(Rejected), false, Words{"不采纳", "Reject"}, Words{"不采纳", "Rejected"}},
	{Restore, []Status{Rejected, Linked}, to(Draft), false, Words{"恢复", "Restore"}, Words{"恢复待核", "Restored for review"}},
	{Resolve, []Status{Registered}, to(Resolved), true, Words{"销号", "Resolve"}, Words{"办结销号", "Resolved"}},
	{Undo, []Status{Resolved}, to(Registered), false, Words{"撤销", "Undo"}, Words{"撤销销号", "Resolving taken back"}},
}

// MaxNote is how many characters a note may have.
const MaxNote = 2000

// FindMove looks a move up by name; a name that is none is a BadRequest that lists the valid ones.
func FindMove(name string) (Move, error) {
	names := make([]string, 0, len(Moves))
	for _, m := range Moves {
		if string(m.Name) == name {
			return m, nil
		}
		names = append(names, string(m.Name))
	}
	return Move{}, Mistake(BadRequest, "move", "没有“%s”这种操作，可用：%s。", "There is no move “%s”; the moves are %s.", name, strings.Join(names, ", "))
}

// MovesFrom lists the moves that an entry may make from where it stands.
func MovesFrom(s Status) (all []Move) {
	for _, m := range Moves {
		if slices.Contains(m.From, s) {
			all = append(all, m)
		}
	}
	return all
}

// Check tells what stands against making move m on e with note: nothing, a Conflict (the status does not allow it) or an
// Invalid note.
func (m Move) Check(e *Entry, note string) error {
	if !slices.Contains(m.From, e.Status) {
		now := e.Status.Words()
		return &Error{Code: Conflict, Field: "move", Current: e, Words: Words{
			ZH: fmt.Sprintf("%s 现在是“%s”，不能%s。", e.Label(), now.ZH, m.Words.ZH),
			EN: fmt.Sprintf("%s is “%s” now; “%s” cannot be done.", e.Label(), now.EN, m.Words.EN),
		}}
	}
	note = strings.TrimSpace(note)
	if m.Note && note == "" && (m.Name == Recur || m.Name == Link) {
		return Mistake(Invalid, "note", "请写明台账中的编号。", "Give the number of the entry.")
	}
	if m.Note && note == "" {
		return Mistake(Invalid, "note", "请用一句话写明办理情况。", "Say in one line what was done.")
	}
	if !utf8.ValidString(note) {
		return Mistake(Invalid, "note", "办理情况里有无法识别的字符，请重新输入。", "The note has characters that cannot be read; type it again.")
	}
	if len([]rune(note)) > MaxNote {
		return Mistake(Invalid, "note", "办理情况最多 %d 字。", "The note may have %d characters at most.", MaxNote)
	}
	return nil
}

// Label is the number, or the quote's beginning for a draft that has none yet.
func (e *Entry) Label() string {
	if e.Number != "" {
		return e.Number
	}
	return "“" + Shorten(e.Quote, 16) + "”"
}

// Shorten cuts s after n characters and says so with an ellipsis.
func Shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
