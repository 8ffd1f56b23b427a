package web

import (
	"context"
	"maps"
	"sync"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// known keeps what nearly every page needs until the ledger's revision grows: units, themes, terms and the reader made of
// them, and the figures of the first page, which take a while to count and are asked for far more often than anything
// changes.
type known struct {
	mu  sync.Mutex
	now map[string]registers // by the part of the ledger that they are of

	counting sync.Mutex // apart, so that pages that need no figures do not wait for a count
	figures  map[figuresOf]*ledger.Overview

	drawing sync.Mutex
	drawn   map[drawnFor][]byte
}

// registers are what the office tells the reading as of a revision, and the reader made of it.
type registers struct {
	revision int64
	of       int64 // the register's own revision, which the ledger's outruns
	ledger.Register
	reader *intake.Reader
	byCode map[string]int // where each unit stands
}

// figuresOf names an overview: the same month looks otherwise on another day or after a change.
type figuresOf struct {
	part     string // of the ledger: a unit's code, "" for all of it
	revision int64
	month    ledger.Period
	day      ledger.Day
}

// drawnFor names a first page or a list as drawn: the same figures look otherwise to another reader.
type drawnFor struct {
	figuresOf
	lang       ledger.Lang
	user, path string
}

// maxParts, maxFigures and maxDrawn bound how many registers, overviews and drawn pages are kept; drawnBytes, how large a page that is.
const (
	maxParts   = 64
	maxFigures = 24
	maxDrawn   = 100
	drawnBytes = 512 << 10
)

// at returns the registers as they are now.
func (k *known) at(ctx context.Context, db *store.Store) (registers, error) {
	revision, err := db.Revision(ctx)
	if err != nil {
		return registers{}, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	part := store.PartOf(ctx)
	have := k.now[part]
	if have.reader != nil && revision == have.revision {
		return have, nil
	}
	of, err := db.RegisterRevision(ctx)
	if err != nil {
		return registers{}, err
	}
	if have.reader == nil || of != have.of { // most changes are of entries, and making a reader takes a while
		now, err := db.Register(ctx)
		if err != nil {
			return registers{}, err
		}
		have.Register, have.reader, have.of, have.byCode = now, readerFor(now), of, placesIn(now.Units)
	}
	have.revision = revision
	switch {
	case k.now == nil:
		k.now = map[string]registers{}
	case len(k.now) >= maxParts:
		maps.DeleteFunc(k.now, func(part string, _ registers) bool { return part != "" }) // the whole takes longest to make
	}
	k.now[part] = have
	return have, nil
}

func readerFor(r ledger.Register) *intake.Reader {
	return intake.NewReader(r.Readable(), r.Themes, r.Terms)
}

func placesIn(units []ledger.Unit) map[string]int {
	at := make(map[string]int, len(units))
	for i := range units {
		at[units[i].Code] = i
	}
	return at
}

// overview returns the first page's figures as they are now. Requests that come while they are counted wait for that one
// count.
func (k *known) overview(ctx context.Context, db *store.Store, month ledger.Period, day ledger.Day) (*ledger.Overview, error) {
	revision, err := db.Revision(ctx)
	if err != nil {
		return nil, err
	}
	k.counting.Lock()
	defer k.counting.Unlock()
	key := figuresOf{store.PartOf(ctx), revision, month, day}
	if o := k.figures[key]; o != nil {
		return o, nil
	}
	o, err := db.Overview(ctx, month, day)
	if err != nil {
		return nil, err
	}
	if k.figures == nil || len(k.figures) >= maxFigures {
		k.figures = map[figuresOf]*ledger.Overview{}
	}
	k.figures[key] = o
	return o, nil
}

// page returns the bytes of a page, drawn by draw when it is not at hand.
func (k *known) page(of drawnFor, draw func() ([]byte, error)) ([]byte, error) {
	k.drawing.Lock()
	data := k.drawn[of]
	k.drawing.Unlock()
	if data != nil {
		return data, nil
	}
	data, err := draw()
	if err != nil || len(data) > drawnBytes {
		return data, err
	}
	k.drawing.Lock()
	defer k.drawing.Unlock()
	if k.drawn == nil || len(k.drawn) >= maxDrawn {
		k.drawn = map[drawnFor][]byte{}
	}
	k.drawn[of] = data
	return data, nil
}
