package bench

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"time"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
	"taizhang/seeds"
)

// Loaded is what it took to bring a country's register into an empty ledger by its file, as an office does.
type Loaded struct {
	Units, Bytes           int // in the file, and its size
	Read, Save, Back       time.Duration
	Heap                   int // MB in use when it was read back, with the reader made of it
	Lexicon, OfOneDistrict time.Duration
}

// LoadCountry brings the made-up register of a country into an empty ledger, by the same file and check as an office's own.
func LoadCountry(ctx context.Context, db *store.Store) (l Loaded, err error) {
	file, err := web.FindRegisterFile("units")
	if err != nil {
		return l, err
	}
	var csv bytes.Buffer
	all := Country()
	if err := file.Write(&csv, ledger.Register{Units: all}, ledger.Chinese); err != nil {
		return l, err
	}
	l.Units, l.Bytes = len(all), csv.Len()
	began := time.Now()
	lap := func() time.Duration {
		took := time.Since(began)
		began = time.Now()
		return took
	}
	change, err := file.Amend(&csv, ledger.Register{})
	if l.Read = lap(); err != nil {
		return l, err
	}
	themes, err := intake.ReadThemes(bytes.NewReader(seeds.Themes))
	if err != nil {
		return l, err
	}
	err = db.Write(ctx, ledger.System, func(w *store.Writer) error {
		if _, _, err := change.Save(w); err != nil {
			return err
		}
		_, _, err := w.SaveThemes(themes)
		return err
	})
	if l.Save = lap(); err != nil {
		return l, err
	}
	r, err := db.Register(ctx)
	if l.Back = lap(); err != nil {
		return l, err
	}
	reader := intake.NewReader(r.Readable(), r.Themes, r.Terms)
	l.Lexicon = lap()
	district := r.Subtree(all[len(all)-1].District)
	lap()
	intake.NewReader(district.Readable(), district.Themes, district.Terms)
	l.OfOneDistrict = lap()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	l.Heap = int(m.HeapAlloc >> 20)
	runtime.KeepAlive(reader)
	return l, nil
}

// PageCost is what one page of a country's ledger costs: the first time after a change, and the median of the following.
type PageCost struct {
	Page        string
	First, Next time.Duration
	Bytes       int64
}

// Pages asks an owner's server for each page of a ledger with very many units.
func Pages(ctx context.Context, s Subject) (all []PageCost, err error) {
	site, err := open(ctx, s.Store, s.Now)
	if err != nil {
		return nil, err
	}
	defer site.close()
	list, err := s.Store.Entries(ctx, ledger.Filter{Kind: ledger.Task, Limit: 50}, ledger.Day{Today: ledger.DateOf(s.Now())})
	i := slices.IndexFunc(list.Items, func(e ledger.Entry) bool { return len(e.Named()) > 0 && e.Units[0].UnitCode != nil && e.Seat != "" })
	if err != nil || i < 0 {
		return nil, fmt.Errorf("find an entry: %w", err)
	}
	e := list.Items[i]
	number := url.PathEscape(e.Number)
	for _, path := range []string{
		"/", "/units", "/units?under=" + e.Seat[:2] + "0000", "/units?under=" + e.Seat, "/units?q=" + url.QueryEscape("城关"), "/units/names?of=unit&unit=" + url.QueryEscape("中山"),
		"/entries", "/entries?unit=" + *e.Units[0].UnitCode, "/entries?q=" + url.QueryEscape("整改"), "/entries/" + number, "/entries/" + number + "?edit=1", "/entries/" + number + "?move=divide",
		fmt.Sprint("/reports/", e.ReportID), "/reports", "/reports/new", "/units/" + *e.Units[0].UnitCode, "/compare", "/themes", "/admin/units", "/accounts", "/months/" + string(e.Period), "/scores",
	} {
		cost, err := site.page(path)
		if err != nil {
			return nil, err
		}
		all = append(all, cost)
	}
	return all, nil
}

// nexts is how often a page is asked for once more.
const nexts = 9

func (s *site) page(path string) (c PageCost, err error) {
	c.Page, _ = url.PathUnescape(path)
	var took []time.Duration
	for range 1 + nexts {
		conn, err := net.Dial("tcp", s.ours)
		if err != nil {
			return c, fmt.Errorf("connect: %w", err)
		}
		began := time.Now()
		_, size, err := ask(conn, bufio.NewReaderSize(conn, 64<<10), request(s.ours, path, s.cookie), io.Discard)
		took = append(took, time.Since(began))
		conn.Close()
		if err != nil && !strings.Contains(err.Error(), "404") {
			return c, err
		}
		c.Bytes = size
	}
	c.First = took[0]
	slices.Sort(took[1:])
	c.Next = took[1+nexts/2]
	return c, nil
}
