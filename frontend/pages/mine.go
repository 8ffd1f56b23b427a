package pages

import (
	"net/url"
	"slices"

	"taizhang/backend/ledger"
	"taizhang/frontend/parts"
)

// Work is what waits for whoever is signed in: for a unit's liaison what the unit has to answer, for the office what it has to
// decide.
type Work struct {
	Unit   string // the unit's name, "" for the office
	Groups []WorkGroup
	Form   *parts.MoveForm      // the one form that stands open, under its entry
	More   int                  // how many are left out because they are too many for a page
	Asked  ledger.ReminderCount // how the unit was reminded; none for the office
}

// WorkGroup is what waits for the same thing.
type WorkGroup struct {
	Key   string // the group's place on the page
	Words ledger.Words
	Help  ledger.Words
	Moves []ledger.MoveName // what is offered beside each entry, the usual one first
	Items []WorkItem
}

// WorkItem is an entry that waits, with who said what last about it.
type WorkItem struct {
	Entry ledger.Entry
	By    string
	Said  string
	Asked ledger.Date // until when more time is asked for, "" where none is
}

// total counts what waits for the reader.
func (w Work) total() (n int) {
	for _, g := range w.Groups {
		if len(g.Moves) > 0 {
			n += len(g.Items)
		}
	}
	return n
}

// moves are those of the group that the reader may make on the entry.
func (g WorkGroup) moves(b Base, item WorkItem) (all []ledger.Move) {
	may := slices.DeleteFunc(b.Moves(item.Entry), func(m ledger.Move) bool {
		return m.Name == ledger.AskMore && (item.Asked != "" || !b.MayAskMore(item.Entry))
	})
	for _, name := range g.Moves {
		for _, m := range may {
			if m.Name == name {
				all = append(all, m)
			}
		}
	}
	return all
}

// workURL opens the form of a move under its entry.
func workURL(e ledger.Entry, m ledger.MoveName) string {
	return "/me?" + url.Values{"entry": {e.Number}, "move": {string(m)}}.Encode() + "#move"
}
