package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// question is a list to ask for, and the query that finds it.
type question struct {
	address, sql string
	args         []any
}

// manyQuestions is how many different lists are asked for: together they have more entries than a server keeps in memory.
const manyQuestions = 2000

// questions are lists as different people want them, the same ones each time: of a kind, of a month, a unit or a field of work or all of
// them, by number or by due date, some pages on.
func (s Subject) questions(ctx context.Context, day ledger.Day) (all []question, err error) {
	months, err := s.Store.Periods(ctx)
	if err != nil {
		return nil, err
	}
	known, err := s.Store.Register(ctx)
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(50, 8))
	for range manyQuestions {
		f := ledger.Filter{Kind: anyOf(r, ledger.Kinds), Sort: anyOf(r, ledger.Sorts[:2]), Page: 1 + r.IntN(3)}
		if r.IntN(2) == 0 {
			f.Month = anyOf(r, months)
		}
		if r.IntN(2) == 0 {
			f.Unit = anyOf(r, known.Units).Code
		}
		if r.IntN(3) == 0 {
			f.Theme = anyOf(r, known.Themes).Name
		}
		sql, args, err := s.Store.BareList(ctx, f, day, shown)
		if err != nil {
			return nil, err
		}
		all = append(all, question{"/api/v1/entries?" + f.Values().Encode(), sql, args})
	}
	return all, nil
}

func anyOf[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// varied is the row of lists that vary, each side asked in the same order.
func (s Subject) varied(ctx context.Context, site *site, b *bare) (Row, error) {
	all, err := s.questions(ctx, s.day())
	if err != nil {
		return Row{}, fmt.Errorf("make up questions: %w", err)
	}
	var theirs, ours atomic.Int64
	next := func(n *atomic.Int64) question { return all[int(n.Add(1))%len(all)] }
	site.routes.GET("/varied", func(c *gin.Context) {
		q := next(&theirs)
		b.answer(c, func(ctx context.Context) ([]ledger.Entry, error) { return b.asked(ctx, q.sql, q.args...) })
	})
	anew := asks(site.ours, func() []byte { return request(site.ours, next(&ours).address, site.bearer) })
	return Row{fmt.Sprintf("%d different lists, as JSON", manyQuestions), "the same queries by database/sql, and a JSON encoder", readers, 0.8, asking(site.bare, "/varied", ""), anew}, nil
}
