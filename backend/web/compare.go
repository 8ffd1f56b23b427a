package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// showCompare sets two units or two months side by side, by what ?a and ?b name; without either it asks which.
func (s *Server) showCompare(c *gin.Context) (err error) {
	ctx := c.Request.Context()
	page := pages.ComparePage{A: c.Query("a"), B: c.Query("b")}
	if page.Period, err = s.month(c); err != nil {
		return err
	}
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	if page.Periods, err = s.Store.Periods(ctx); err != nil {
		return err
	}
	if page.A == "" || page.B == "" {
		return show(c, http.StatusOK, pages.Compare(page))
	}
	if err := s.compare(ctx, &page); err != nil {
		m := ledger.AsMistake(err)
		if m == nil {
			return err
		}
		page.Err, page.Units, page.Months = m, nil, nil
		return show(c, http.StatusBadRequest, pages.Compare(page))
	}
	return show(c, http.StatusOK, pages.Compare(page))
}

// compare fills in what page compares: months, where both names are months, else units.
func (s *Server) compare(ctx context.Context, page *pages.ComparePage) error {
	if page.A == page.B {
		return ledger.Mistake(ledger.BadRequest, "b", "请选两个不同的单位或月份。", "Choose two different units or months.")
	}
	a, errA := ledger.ParsePeriod(page.A)
	b, errB := ledger.ParsePeriod(page.B)
	if errA == nil && errB == nil {
		return s.compareMonths(ctx, page, a, b)
	}
	for _, typed := range []*string{&page.A, &page.B} {
		code, err := s.codeTyped(ctx, *typed, "a")
		if err != nil {
			return err
		}
		*typed = code
	}
	for _, code := range []string{page.A, page.B} {
		u, err := s.compareUnit(ctx, code, page.Period, page.Day)
		if err != nil {
			return err
		}
		page.Units = append(page.Units, u)
	}
	return nil
}

func (s *Server) compareMonths(ctx context.Context, page *pages.ComparePage, a, b ledger.Period) (err error) {
	for _, m := range []ledger.Period{a, b} {
		f, err := s.Store.MonthFigures(ctx, m)
		if err != nil {
			return err
		}
		page.Months = append(page.Months, f)
	}
	page.Beside, err = s.Store.Beside(ctx, a, b)
	return err
}

func (s *Server) compareUnit(ctx context.Context, code string, p ledger.Period, d ledger.Day) (u pages.CompareUnit, err error) {
	sum, err := s.Store.UnitSummary(ctx, code, p, d)
	if err != nil {
		return u, err
	}
	u.Summary = *sum
	if u.Load, err = s.Store.UnitLoad(ctx, code, p); err != nil {
		return u, err
	}
	u.Trend, err = s.scoreTrend(ctx, code)
	return u, err
}

// scoreTrend is how a unit's scores ran through the months.
func (s *Server) scoreTrend(ctx context.Context, code string) (ledger.ScoreTrend, error) {
	scores, err := s.Store.UnitScores(ctx, code)
	if err != nil {
		return ledger.ScoreTrend{}, err
	}
	rules, err := s.Store.ScoreRules(ctx)
	return ledger.NewScoreTrend(scores, rules), err
}
