package web

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/backend/printer"
	"taizhang/backend/store"
)

// sendMonthPaper sends a paper about the whole district's month: bulletin.docx.
func (s *Server) sendMonthPaper(c *gin.Context) error {
	p, kind := paperNamed(c.Param("file"))
	if p == nil || !p.OfMonth {
		return errNoPage
	}
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	return s.sendPaper(c, p, kind, ledger.Filter{Month: month})
}

// sendUnitPaper sends a paper about the unit that the path names: brief.docx, notice.docx.
func (s *Server) sendUnitPaper(c *gin.Context) error {
	p, kind := paperNamed(c.Param("file"))
	if p == nil || !p.OfUnit {
		return errNoPage
	}
	f, err := s.filter(c)
	if err != nil {
		return err
	}
	f.Unit = c.Param("code")
	return s.sendPaper(c, p, kind, f)
}

// paperNamed is the paper that a file name asks for, nil for none, and the kind of file: brief.docx, brief.pdf.
func paperNamed(file string) (p *export.Paper, kind string) {
	name, kind, _ := strings.Cut(file, ".")
	if kind != asWord && kind != asPDF {
		return nil, ""
	}
	return export.FindPaper(name), kind
}

// The kinds of file that a paper comes as.
const asWord, asPDF = "docx", "pdf"

func (s *Server) sendPaper(c *gin.Context, p *export.Paper, kind string, f ledger.Filter) error {
	x, err := s.table(c, f, ledger.Chinese)
	if err != nil {
		return err
	}
	facts, data, err := MakePaper(c.Request.Context(), s.Store, p, f, x)
	if err != nil {
		return err
	}
	return s.sendDocument(c, kind, p.Title(facts)+"（代拟稿）", data, func() error { return s.logExport(c, p.Name, kind, facts.Filter) })
}

// sendDocument sends a Word document as it is or as PDF, under a name without an ending, once log has said so in the audit log.
func (s *Server) sendDocument(c *gin.Context, kind, name string, data []byte, log func() error) (err error) {
	mime := export.PaperMIME
	if kind == asPDF {
		mime = printer.MIME
		if data, err = s.Printer.PDF(c.Request.Context(), data); err != nil {
			return err
		}
	}
	if err := log(); err != nil {
		return err
	}
	s.attach(c, name+"."+kind, mime)
	c.Data(http.StatusOK, mime, data)
	return nil
}

// MakePaper makes a paper about what f selects as a Word document, with what it is made of: by the office's own template where one is
// in force, else in our own layout. x is as for every export.
func MakePaper(ctx context.Context, db *store.Store, p *export.Paper, f ledger.Filter, x export.Table) (*export.Facts, []byte, error) {
	facts, err := PaperFacts(ctx, db, p, f, x)
	if err != nil {
		return nil, nil, err
	}
	var out bytes.Buffer
	kept, err := db.PaperTemplate(ctx, p.Name, ledger.TemplateUsed)
	switch m := ledger.AsMistake(err); {
	case m != nil && m.Code == ledger.NotFound:
		err = p.Write(&out, facts)
	case err == nil:
		var t *export.Template
		if t, err = p.OpenTemplate(kept.Data); err == nil {
			err = t.Write(&out, facts)
		}
	}
	return facts, out.Bytes(), err
}

// PaperFacts gathers what a paper about what f selects is made of, as of a day. x is as for every export.
func PaperFacts(ctx context.Context, db *store.Store, p *export.Paper, f ledger.Filter, x export.Table) (*export.Facts, error) {
	if err := p.Check(f); err != nil {
		return nil, err
	}
	facts, err := &export.Facts{Table: x, Filter: f}, error(nil)
	if facts.Office, err = db.Letterhead(ctx); err != nil {
		return nil, err
	}
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
