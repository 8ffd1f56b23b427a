package web

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

// sendMonthPaper sends a paper about the whole district's month: bulletin.docx.
func (s *Server) sendMonthPaper(c *gin.Context) error {
	p := paperNamed(c.Param("file"))
	if p == nil || !p.OfMonth {
		return errNoPage
	}
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	return s.sendPaper(c, p, ledger.Filter{Month: month})
}

// sendUnitPaper sends a paper about the unit that the path names: brief.docx, notice.docx.
func (s *Server) sendUnitPaper(c *gin.Context) error {
	p := paperNamed(c.Param("file"))
	if p == nil || !p.OfUnit {
		return errNoPage
	}
	f, err := s.filter(c)
	if err != nil {
		return err
	}
	f.Unit = c.Param("code")
	return s.sendPaper(c, p, f)
}

// paperNamed is the paper that a file name asks for, nil for none.
func paperNamed(file string) *export.Paper {
	name, ok := strings.CutSuffix(file, ".docx")
	if !ok {
		return nil
	}
	return export.FindPaper(name)
}

func (s *Server) sendPaper(c *gin.Context, p *export.Paper, f ledger.Filter) error {
	x, err := s.table(c, f, ledger.Chinese)
	if err != nil {
		return err
	}
	facts, err := PaperFacts(c.Request.Context(), s.Store, p, f, x)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := p.Write(&out, facts); err != nil {
		return err
	}
	if err := s.logExport(c, p.Name, "docx", facts.Filter); err != nil {
		return err
	}
	s.attach(c, p.Title(facts)+"（代拟稿）.docx", export.PaperMIME)
	c.Data(http.StatusOK, export.PaperMIME, out.Bytes())
	return nil
}

// PaperFacts gathers what a paper about what f selects is made of, as of a day. x is as for every export.
func PaperFacts(ctx context.Context, db *store.Store, p *export.Paper, f ledger.Filter, x export.Table) (*export.Facts, error) {
	if err := p.Check(f); err != nil {
		return nil, err
	}
	facts := &export.Facts{Table: x, Filter: f}
	if err := settleMonth(ctx, db, facts); err != nil {
		return nil, err
	}
	if f.Unit != "" {
		sum, err := db.UnitSummary(ctx, f.Unit, facts.Period, x.Day)
		if err != nil {
			return nil, err
		}
		facts.Unit = sum
	}
	if p.OfMonth {
		facts.Filter.Month = facts.Period
		o, err := db.Overview(ctx, facts.Period, x.Day)
		if err != nil {
			return nil, err
		}
		facts.Repeats = o.Repeats
	}
	if p.Narrow == nil {
		return facts, nil
	}
	facts.Filter = p.Narrow(facts.Filter)
	var err error
	facts.Entries, err = export.Collect(func(yield func(*ledger.Entry) error) error {
		return db.EachEntry(ctx, facts.Filter, x.Day, yield)
	})
	return facts, err
}

// settleMonth takes the filter's month, or the newest that has entries.
func settleMonth(ctx context.Context, db *store.Store, f *export.Facts) error {
	if f.Period = f.Filter.Month; f.Period != "" {
		return nil
	}
	months, err := db.Periods(ctx)
	if len(months) > 0 {
		f.Period = months[0]
	}
	return err
}
