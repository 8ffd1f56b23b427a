package store

import (
	"context"
	"sync"
	"time"
	"unsafe"

	"taizhang/backend/ledger"
)

// entryMemory keeps entries as they were read last, with their units: so a list asks the database which entries it shows and of which
// version, and reads whole only those that it has not got of that version. Whatever changes an entry or its units raises its version, and
// nothing else is shown of an entry that another table holds. What somebody may see, the query decides and never the memory.
type entryMemory struct {
	mu         sync.Mutex
	young, old map[int64]*ledger.Entry // what was used since the last turn, and what was before that
	bytes      int                     // of the young ones
}

// rememberedBytes bounds both generations together.
const rememberedBytes = 8 << 20

// get returns the entries of those spots that are remembered as they stand there, in their order, and where none is, an empty one; missing
// are the spots of those.
func (m *entryMemory) get(spots []spot) (entries []ledger.Entry, missing []int) {
	entries = make([]ledger.Entry, len(spots))
	defer ownUnits(entries)
	if m == nil {
		for i := range spots {
			missing = append(missing, i)
		}
		return entries, missing
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, p := range spots {
		e := m.young[p.id]
		if e == nil {
			if e = m.old[p.id]; e != nil && p.of(e) {
				m.keep(e)
			}
		}
		if e == nil || !p.of(e) {
			missing = append(missing, i)
			continue
		}
		entries[i] = *e
	}
	return entries, missing
}

func (m *entryMemory) put(e ledger.Entry) {
	if m == nil {
		return
	}
	e.Units = append([]ledger.Party{}, e.Units...)
	place(&e) // as they are read, where somebody has just named them
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(&e)
}

// keep puts an entry among the young ones. When those fill half of the room, they are the old ones, and the old ones are forgotten.
func (m *entryMemory) keep(e *ledger.Entry) {
	if m.young == nil || m.bytes >= rememberedBytes/2 {
		m.young, m.old, m.bytes = map[int64]*ledger.Entry{}, m.young, 0
	}
	if before := m.young[e.ID]; before != nil {
		m.bytes -= weight(before)
	}
	m.young[e.ID] = e
	m.bytes += weight(e)
}

// smallWords is about what an entry's short words take beside the entry itself, each with what the allocator adds.
const smallWords = 400

// weight is about how many bytes an entry takes.
func weight(e *ledger.Entry) int {
	n := int(unsafe.Sizeof(*e)) + smallWords + len(e.Text) + len(e.Quote) + len(e.Outcome) + len(e.OutcomeBefore) + len(e.Evidence) + len(e.Remark) + len(e.DueText)
	for i := range e.Units {
		n += int(unsafe.Sizeof(e.Units[i])) + len(e.Units[i].Name) + 32
	}
	return n + len(e.Metrics)*200
}

// of tells whether that is the entry as it stands at the spot.
func (p *spot) of(e *ledger.Entry) bool {
	if at, ok := p.written.(time.Time); ok && !at.Equal(e.UpdatedAt) {
		return false
	}
	return p.version == int64(e.Version)
}

// at returns the entries of those spots, in their order; settled tells whether all still are of the version that the spots tell.
func (r *Reader) at(ctx context.Context, spots []spot) (entries []ledger.Entry, settled bool, err error) {
	entries, missing := r.entriesKept.get(spots)
	if len(missing) == 0 {
		return entries, true, nil
	}
	ids := make([]int64, len(missing))
	for n, i := range missing {
		ids[n] = spots[i].id
	}
	read, err := r.load(ctx, ids)
	if err != nil {
		return nil, false, err
	}
	settled = true
	for n, i := range missing {
		entries[i] = read[n]
		if spots[i].of(&read[n]) {
			r.entriesKept.put(read[n])
		} else {
			settled = false
		}
	}
	return entries, settled, nil
}

// ownUnits gives entries units of their own, all in one piece.
func ownUnits(entries []ledger.Entry) {
	n := 0
	for i := range entries {
		n += len(entries[i].Units)
	}
	all := make([]ledger.Party, 0, n)
	for i := range entries {
		if of := entries[i].Units; of != nil {
			from := len(all)
			all = append(all, of...)
			entries[i].Units = all[from:len(all):len(all)]
		}
	}
}
