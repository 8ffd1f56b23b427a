package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// player makes random moves under a name and an account of its own.
type player struct {
	name string
	by   ledger.Account
	rand *rand.Rand
}

// game is a ledger at which several players move at once.
type game struct {
	*Store
	day                            atomic.Int64 // the clock, in days since the beginning
	made, refused, against, broken atomic.Int64
	moves                          sync.Map // how often each move was made
}

// TestRandomMovesFromManySides lets clerks, liaisons and a leader make random moves, legal and illegal, on the same entries at
// once. Whatever they do, at every moment and at the end the ledger explains itself. TAIZHANG_MOVES is how many each tries.
func TestRandomMovesFromManySides(t *testing.T) {
	each := 80
	if n, err := strconv.Atoi(os.Getenv("TAIZHANG_MOVES")); err == nil {
		each = n
	}
	seed := rand.Uint64()
	g, began := newGame(t)
	players := []player{
		{"王芳", office, nil}, {"赵敏", office, nil}, {"孙立", ledger.Account{Role: ledger.Owner}, nil},
		{"甲联络员", liaisonA, nil}, {"又一甲联络员", liaisonA, nil}, {"乙联络员", liaisonB, nil}, {"丙联络员", ledger.Account{Role: ledger.Liaison, UnitCode: dept}, nil},
		{"李强", ledger.Account{Role: ledger.Leader}, nil},
	}
	var all, watch sync.WaitGroup
	stop := make(chan struct{})
	watch.Go(func() { g.watch(t, stop) })
	for i, p := range players {
		p.rand = rand.New(rand.NewPCG(seed, uint64(i)))
		all.Go(func() {
			for range each {
				if err := g.turn(p); err != nil {
					t.Errorf("%s: %v", p.name, err)
					return
				}
			}
		})
	}
	all.Wait()
	close(stop)
	watch.Wait()
	g.explain(t, began, players)
	wantNothingOld(t, g.Store, another(t, g.Store))
	g.tellMoves(t, seed, each)
}

// newGame is a ledger of drafts, half of them accepted: for all, for one unit, for two; a shortcoming, and praise.
func newGame(t *testing.T) (*game, map[int64]ledger.Entry) {
	g := &game{Store: open(t)}
	registers(t, g.Store)
	if err := g.writer.Exec("INSERT INTO units (code, name, kind, valid_to) VALUES ('110106999', '旧街道', 'department', '2024-01-01')").Error; err != nil {
		t.Fatal(err)
	}
	kinds := []func(*ledger.Entry){
		func(*ledger.Entry) {},
		func(e *ledger.Entry) {
			e.Units = []ledger.Party{{Name: "各街镇", Role: ledger.Lead, Scope: ledger.AllLocal}, named(dept, "区城管委", ledger.Support)}
		},
		func(e *ledger.Entry) { e.Units = append(e.Units, named(unitB, "西山镇", ledger.Lead)) },
		func(e *ledger.Entry) {
			e.Kind, e.Units = ledger.Shortcoming, []ledger.Party{named(unitB, "西山镇", ledger.Subject)}
		},
		func(e *ledger.Entry) { e.Units = []ledger.Party{named(dept, "区城管委", ledger.Lead)} },
		func(e *ledger.Entry) { e.Kind = ledger.Progress },
	}
	for report := range 3 {
		var drafts []ledger.Entry
		for i := range 4 * len(kinds) {
			e := draft()
			e.Due, e.Start, e.End = "2024-09-25", i, i+1
			e.Text = fmt.Sprintf("第 %d-%d 件", report, i)
			e.Period = "2024-09"
			if report == 0 {
				e.Period = "2024-08"
			}
			kinds[i%len(kinds)](&e)
			drafts = append(drafts, e)
		}
		ids := add(t, g.Store, fmt.Sprint("report ", report), false, drafts...)
		for _, id := range ids[:2*len(kinds)] {
			must(do(g.Store, clerk, id, 0, move(t, ledger.Accept), ""))(t)
		}
	}
	began := map[int64]ledger.Entry{}
	for _, e := range must(find[ledger.Entry](g.entries(t.Context()), "entries"))(t) {
		began[e.ID] = e
	}
	g.now = func() time.Time { return testNow.AddDate(0, 0, int(g.day.Load())) }
	return g, began
}

// errMidway breaks a transaction off when all is done in it.
var errMidway = errors.New("broken off")

// turn is one attempt of a player. What is refused is told in both languages; nothing else goes wrong.
func (g *game) turn(p player) error {
	if p.rand.IntN(40) == 0 {
		g.day.Add(1)
	}
	e, err := g.pick(p)
	if err != nil {
		return err
	}
	version := 0
	if p.rand.IntN(4) == 0 {
		version = e.Version
	}
	err = g.Write(context.Background(), ledger.Actor{Name: p.name, Via: "web"}, func(w *Writer) error {
		if err := g.attempt(w, p, e, version); err != nil || p.rand.IntN(20) > 0 {
			return err
		}
		return errMidway
	})
	var m *ledger.Error
	switch {
	case errors.Is(err, errMidway):
		g.broken.Add(1)
		return nil
	case err == nil:
		g.made.Add(1)
		return nil
	case !errors.As(err, &m) || m.Words.ZH == "" || m.Words.EN == "":
		return err
	}
	if g.refused.Add(1); m.Code == ledger.Conflict {
		g.against.Add(1)
	}
	return nil
}

// pick is an entry with which the player may do something, or any at all.
func (g *game) pick(p player) (e *ledger.Entry, err error) {
	ids, err := scan[int64](context.Background(), g.db, "ids", "SELECT id FROM entries ORDER BY id")
	for range 20 {
		if err == nil {
			e, err = g.EntryByID(context.Background(), pick(p.rand, ids))
		}
		if err != nil || len(p.by.Moves(e)) > 0 {
			break
		}
	}
	return e, err
}

// attempt makes a move that looks allowed, or any at all; now and then a report is withdrawn or put back, or an entry edited.
func (g *game) attempt(w *Writer, p player, e *ledger.Entry, version int) error {
	if p.by.May(ledger.Review) {
		switch n := p.rand.IntN(120); {
		case n == 0:
			return w.Withdraw(e.ReportID, "作废")
		case n < 8:
			return w.PutBack(1 + p.rand.Int64N(3))
		case n < 12:
			_, err := w.Edit(e.ID, version, ledger.Change{Kind: pick(p.rand, ledger.Kinds), Text: fmt.Sprint("改 ", p.rand.IntN(9)), Theme: e.Theme, Units: e.Units, Due: e.Due, DueBasis: e.DueBasis})
			return err
		}
	}
	moves := ledger.Moves
	if may := p.by.Moves(e); len(may) > 0 && p.rand.IntN(6) > 0 {
		moves = may
	}
	m := pick(p.rand, moves)
	_, err := w.MoveAs(p.by, e.ID, version, m, g.input(p.rand, m))
	if err == nil {
		n, _ := g.moves.LoadOrStore(m.Name, &atomic.Int64{})
		n.(*atomic.Int64).Add(1)
	}
	return err
}

// input is something to give for a move: mostly what it needs, now and then too little, too much or wrong.
func (g *game) input(r *rand.Rand, m ledger.Move) (in ledger.Input) {
	gives := func(f ledger.Field) bool {
		n, takes := m.Need(f)
		return takes && !n.Optional && r.IntN(40) > 0 || r.IntN(5) == 0
	}
	word := func(f ledger.Field) string {
		if gives(f) {
			return fmt.Sprintf("%s %d", f, r.IntN(100))
		}
		return ""
	}
	in = ledger.Input{
		Note: word(ledger.NoteField), Evidence: word(ledger.EvidenceField), Progress: word(ledger.ProgressField),
		Problems: word(ledger.ProblemsField), Steps: word(ledger.StepsField), Coordination: word(ledger.CoordinationField),
	}
	if gives(ledger.DueField) {
		in.Due = ledger.DateOf(g.now()).AddDays(r.IntN(70) - 2)
	}
	if gives(ledger.NumberField) {
		in.Number = ledger.Number(pick(r, []ledger.Period{"2024-08", "2024-09"}), pick(r, ledger.Kinds), 1+r.IntN(12))
	}
	if gives(ledger.PercentField) {
		in.Percent = percent(r.IntN(106) - 2)
	}
	if gives(ledger.UnitsField) {
		for range 1 + r.IntN(2) {
			in.Units = append(in.Units, pick(r, []string{unitA, unitA, unitB, unitB, dept, dept, dept, "110106999", "none"}))
		}
	}
	return in
}

// watch holds the ledger against what must be true at every moment, while the players move.
func (g *game) watch(t *testing.T, stop chan struct{}) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		err := g.snapshot(context.Background(), func(r *Reader) error {
			all, err := find[ledger.Entry](r.entries(context.Background()), "entries")
			if err == nil {
				soundFamilies(t, all)
			}
			return err
		})
		if err == nil { // and has every entry in memory as it is now
			_, err = g.Entries(context.Background(), ledger.Filter{Limit: ledger.MaxLimit}, testDay)
		}
		if err != nil {
			t.Error(err)
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// soundFamilies fails where a number stands twice, a parent is closed before its parts, or something counts as solved that
// nobody verified.
func soundFamilies(t *testing.T, all []ledger.Entry) {
	at, numbers, parts := map[int64]ledger.Entry{}, map[string]bool{}, map[int64]int{}
	for _, e := range all {
		at[e.ID] = e
		if e.Number != "" && numbers[e.Number] || (e.Number == "") == e.Status.InLedger() {
			t.Errorf("%s is %s, or has its number twice", e.Number, e.Status)
		}
		numbers[e.Number] = true
		if e.Status == ledger.Resolved && (e.VerifiedBy == "" || e.ResolvedBy == "" || e.Outcome == "") {
			t.Errorf("%s counts as solved: %+v", e.Number, e)
		}
		if (e.Status == ledger.Suspended) != (e.SuspendedOn != "") && e.Status.Class() == ledger.Open {
			t.Errorf("%s is %s, on hold since %q", e.Number, e.Status, e.SuspendedOn)
		}
	}
	for _, e := range all {
		if e.Parent == nil {
			continue
		}
		parent := at[*e.Parent]
		parts[parent.ID]++
		if e.Status.Class() == ledger.Open && parent.Status != ledger.Divided || !strings.HasPrefix(e.Number, parent.Number+"-") {
			t.Errorf("%s is %s while %s is %s", e.Number, e.Status, parent.Number, parent.Status)
		}
	}
	for _, e := range all {
		if e.Children != parts[e.ID] || e.Status == ledger.Divided && e.Children == 0 {
			t.Errorf("%s is %s with %d parts and says %d", e.Number, e.Status, parts[e.ID], e.Children)
		}
	}
}

// tellMoves says what the game was like, and fails where hardly anything happened in it.
func (g *game) tellMoves(t *testing.T, seed uint64, each int) {
	var never []string
	for _, m := range ledger.Moves {
		if _, ok := g.moves.Load(m.Name); !ok {
			never = append(never, string(m.Name))
		}
	}
	t.Logf("seed %d: %d made, %d broken off, %d refused (%d as the ledger stood), %d days; never made: %v", seed, g.made.Load(), g.broken.Load(), g.refused.Load(), g.against.Load(), g.day.Load(), never)
	if g.made.Load() < int64(each) || g.refused.Load() < int64(each) || len(never) > len(ledger.Moves)/2 {
		t.Errorf("too quiet a game")
	}
}
