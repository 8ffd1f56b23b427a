package bench

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// Subject is what is measured: a filled ledger and where it is.
type Subject struct {
	Store *store.Store
	Place string
	Now   func() time.Time
}

// How many connections each work is done on.
const (
	readers = 32
	writers = 8
)

// word is what is searched for: two characters that many entries have.
const word = "扬尘"

var listed = ledger.Filter{Kind: ledger.Task, Status: string(ledger.Open), Sort: "due"}

// Rows are the works of reading and writing, ready to be measured; close ends what they hold.
func Rows(ctx context.Context, s Subject) (rows []Row, closeAll func(), err error) {
	site, err := open(ctx, s.Store, s.Now)
	if err != nil {
		return nil, nil, err
	}
	bare, err := openBare(ctx, s)
	if err != nil {
		site.close()
		return nil, nil, err
	}
	closeAll = func() { site.close(); bare.close() }
	if rows, err = s.rows(ctx, site, bare); err != nil {
		closeAll()
		return nil, nil, err
	}
	return rows, closeAll, nil
}

func (s Subject) rows(ctx context.Context, site *site, bare *bare) ([]Row, error) {
	front, kind, err := fetch(site.ours, "/", site.cookie)
	if err != nil {
		return nil, err
	}
	site.routes.GET("/", func(c *gin.Context) { c.Data(http.StatusOK, kind, front) })
	site.routes.GET("/list", bare.list)
	site.routes.GET("/search", bare.search)
	work, err := s.writing(ctx, bare)
	if err != nil {
		return nil, err
	}
	const query = "/entries?kind=task&status=open&sort=due"
	rows := []Row{
		{"first page", "a bare gin handler writes the same bytes", readers, 0.5, asking(site.bare, "/", ""), asking(site.ours, "/", site.cookie)},
		{"list of 50, filtered and sorted, as JSON", "the same query by database/sql, and a JSON encoder", readers, 0.8, asking(site.bare, "/list", ""), asking(site.ours, "/api/v1"+query, site.bearer)},
		{"the same as a page, drawn each time", "the same", readers, 0.6, asking(site.bare, "/list", ""), askingAnew(site.ours, query, site.cookie)},
		{"the same page once more", "the same", readers, 0.6, asking(site.bare, "/list", ""), asking(site.ours, query, site.cookie)},
		{"resolve, and undo", "the bare UPDATE and INSERT in a transaction by database/sql", writers, 0.6, simple(bare.write), simple(work.write)},
		{"nine lists to one resolve", "the same by database/sql", writers, 0.7, nineToOne(bare.read, bare.write), nineToOne(work.read, work.write)},
	}
	varied, err := s.varied(ctx, site, bare)
	if err != nil {
		return nil, err
	}
	rows = append(rows, varied)
	if bare.found != nil {
		rows = append(rows, Row{"search for “" + word + "”", "the bare query of the index, and a JSON encoder", writers, 0.7, asking(site.bare, "/search", ""), asking(site.ours, "/api/v1/entries?q="+url.QueryEscape(word), site.bearer)})
	}
	return rows, nil
}

// nineToOne reads nine times for every time that it writes.
func nineToOne(read, write func(worker int) error) load {
	return func(worker int) (func() error, func(), error) {
		n := worker
		return func() error {
			if n++; n%10 == 0 {
				return write(worker)
			}
			return read(worker)
		}, func() {}, nil
	}
}

// working is our side of reading and writing, without the way through the network.
type working struct {
	s   Subject
	day ledger.Day
	ids []int64 // an entry for each worker
	did []int
}

func (s Subject) day() ledger.Day {
	today := ledger.DateOf(s.Now())
	return ledger.Day{Today: today, Soon: today.AddDays(3), Thresholds: ledger.DefaultThresholds}
}

func (s Subject) writing(ctx context.Context, b *bare) (*working, error) {
	w := &working{s: s, day: s.day(), did: make([]int, writers)}
	page, err := s.Store.Entries(ctx, ledger.Filter{Status: string(ledger.Registered), Kind: ledger.Task, Limit: 2 * writers}, w.day)
	if err != nil {
		return nil, err
	}
	if len(page.Items) < 2*writers {
		return nil, ledger.Mistake(ledger.Invalid, "entries", "事项太少，无法测量：请至少用 1000 个（--entries 1000）。", "There are too few entries to measure; use 1,000 at least (--entries 1000).")
	}
	for i, e := range page.Items {
		if i < writers {
			w.ids = append(w.ids, e.ID)
		} else {
			b.ids = append(b.ids, e.ID)
		}
	}
	return w, nil
}

func (w *working) read(int) error {
	_, err := w.s.Store.Entries(context.Background(), listed, w.day)
	return err
}

// resolved are the words of resolving: others than the bare write leaves in entries, so that the index of the search is written in every run, also
// in a ledger that was measured before.
const resolved = "现场核查，确已办结。"

// write strikes the worker's entry off, and takes that back the next time.
func (w *working) write(worker int) error {
	m, err := ledger.FindMove([]string{"resolve", "undo"}[w.did[worker]%2])
	if err != nil {
		return err
	}
	w.did[worker]++
	return w.s.Store.Write(context.Background(), ledger.System, func(t *store.Writer) error {
		_, err := t.Move(w.ids[worker], 0, m, resolved)
		return err
	})
}
