package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// maxHolds bounds what a form may say of one table.
const maxHolds = 100

// columnsSaid is what a form says of a file's tables, nil where it says nothing: head.0 is the row that heads the first one,
// holds.0.2 what its third column holds.
func columnsSaid(form url.Values) (all []intake.Columns) {
	for form.Get(pages.HeadField(len(all))) != "" && len(all) < maxHolds {
		n := len(all)
		said := intake.Columns{Head: -1}
		if head, err := strconv.Atoi(form.Get(pages.HeadField(n))); err == nil {
			said.Head = head
			for i := 0; form.Has(pages.HoldsField(n, i)) && i < maxHolds; i++ {
				said.Holds = append(said.Holds, holds(form.Get(pages.HoldsField(n, i))))
			}
		}
		all = append(all, said)
	}
	return all
}

func holds(value string) ledger.Column {
	if c := ledger.Column(value); c.Valid() {
		return c
	}
	return ledger.NoColumn
}

// saidOf is what columnsSaid reads, to be sent once more.
func saidOf(all []intake.Columns) (fields []pages.Said) {
	for n, c := range all {
		fields = append(fields, pages.Said{Name: pages.HeadField(n), Value: strconv.Itoa(c.Head)})
		for i, h := range c.Holds {
			fields = append(fields, pages.Said{Name: pages.HoldsField(n, i), Value: string(h)})
		}
	}
	return fields
}

// rememberHeadings adds the headings that a person told, and nothing else did, to the office's own words, where the person may
// keep those.
func (s *Server) rememberHeadings(c *gin.Context, told []ledger.Term) error {
	if !s.account(c).May(ledger.Registers) {
		return nil
	}
	ctx := c.Request.Context()
	reader, err := s.reader(ctx)
	if err != nil {
		return err
	}
	told = slices.DeleteFunc(slices.Clone(told), func(t ledger.Term) bool { return strings.HasPrefix(t.Word, "#") || reader.Knows(t.Word) })
	return s.Store.Write(ctx, s.actor(c), func(w *store.Writer) error {
		own, err := s.Store.Terms(ctx)
		if err != nil {
			return err
		}
		for _, list := range intake.TermLists() {
			words := (ledger.Register{Terms: told}).Own(list.Name)
			if len(words) == 0 {
				continue
			}
			if _, _, err := w.SaveTerms(list.Name, append((ledger.Register{Terms: own}).Own(list.Name), words...)); err != nil && ledger.AsMistake(err) == nil {
				return err
			}
		}
		return nil
	})
}

func tablesShown(all []intake.Table) (shown []pages.Table) {
	for _, t := range all {
		shown = append(shown, pages.Table{Name: t.Name, Rows: t.Rows, Count: t.Count, Head: t.Head, Holds: t.Holds, Sure: t.Sure})
	}
	return shown
}
