package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

func (s *Server) showMonths(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil || s.unchangedPage(c, base) {
		return err
	}
	months, err := s.Store.Months(c.Request.Context())
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.Months(pages.MonthsPage{Base: base, Months: months}))
}

// showMonth shows a month's figures: as they were sealed, or as they stand now; with ?under those of a place as they stand now. With ?seal it
// asks whether to seal them.
func (s *Server) showMonth(c *gin.Context) error {
	month, err := ledger.ParsePeriod(c.Param("month"))
	if err != nil {
		return errNoPage
	}
	_, asked := c.GetQuery("seal")
	return s.monthPage(c, http.StatusOK, pages.MonthPage{Asking: asked, Figures: ledger.MonthFigures{Period: month}})
}

// monthPage fills in what page shows of its month.
func (s *Server) monthPage(c *gin.Context, status int, page pages.MonthPage) (err error) {
	ctx, month := c.Request.Context(), page.Figures.Period
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	page.Path = "/months/" + string(month)
	if page.Under, err = s.under(c, page.Base); err != nil {
		return err
	}
	if page.Places, err = s.Store.Places(ctx, page.Under, month, page.Day); err != nil {
		return err
	}
	if page.Under != "" { // a place within what the reader may see
		ctx = store.Within(ctx, page.Under)
	}
	if page.Beside, err = s.Store.Beside(ctx, "", month); err != nil {
		return err
	}
	if page.Periods, err = s.Store.Periods(ctx); err != nil {
		return err
	}
	if page.Figures, err = s.Store.MonthFigures(ctx, month); err != nil {
		return err
	}
	if page.Under != "" {
		return show(c, status, pages.Month(page))
	}
	if page.Asking {
		if _, page.Seen, err = page.Figures.Print(); err != nil {
			return err
		}
	}
	if page.Drafts, err = s.Store.MonthDrafts(ctx, month); err != nil {
		return err
	}
	seal, sealed, err := s.Store.Seal(ctx, month)
	if err != nil {
		return err
	}
	if !sealed {
		return show(c, status, pages.Month(page))
	}
	page.Seal, page.Broken = &seal, !seal.Whole()
	frozen, err := seal.Read()
	if err != nil {
		return err
	}
	page.Figures, page.Changes = frozen, frozen.Since(page.Figures)
	if page.Corrections, err = s.Store.Corrections(ctx, seal); err != nil {
		return err
	}
	return show(c, status, pages.Month(page))
}

// bulletin writes a month's bulletin as the ledger stands.
func (s *Server) bulletin(c *gin.Context, month ledger.Period) ([]byte, error) {
	p := export.FindPaper("bulletin")
	f := ledger.Filter{Month: month}
	x, err := s.table(c, f, ledger.Chinese)
	if err != nil {
		return nil, err
	}
	_, data, err := MakePaper(c.Request.Context(), s.Store, p, f, x)
	return data, err
}

// sendBulletin sends a sealed month's bulletin as it was sealed, byte for byte, or that as PDF. One that is not the sealed one any more is not
// passed off for it.
func (s *Server) sendBulletin(c *gin.Context) error {
	month, err := ledger.ParsePeriod(c.Param("month"))
	if err != nil {
		return errNoPage
	}
	data, err := s.Store.SealedBulletin(c.Request.Context(), month)
	if err != nil {
		return err
	}
	seal, _, err := s.Store.Seal(c.Request.Context(), month)
	if err != nil {
		return err
	}
	if !seal.HoldsBulletin(data) {
		return ledger.Mistake(ledger.Conflict, "", "封存的通报与当时的指纹不符，可能被人在数据库里改动过。请联系审计员。", "The sealed bulletin does not match its fingerprint; somebody may have altered it in the database. Tell the auditor.")
	}
	kind := asWord
	if strings.HasSuffix(c.FullPath(), "."+asPDF) {
		kind = asPDF
	}
	return s.sendDocument(c, kind, "通报-"+string(month)+"（封账）", data, func() error {
		return s.log(c, ledger.Event{Action: "export", Subject: "bulletin", Note: kind + " " + string(month)})
	})
}

// sealMonth freezes a month's figures as they were shown, and its bulletin, once that is confirmed.
func (s *Server) sealMonth(c *gin.Context) error {
	month, err := ledger.ParsePeriod(c.Param("month"))
	if err != nil {
		return errNoPage
	}
	again := pages.MonthPage{Asking: true, Figures: ledger.MonthFigures{Period: month}}
	if c.PostForm("sure") == "" {
		again.Err = ledger.Mistake(ledger.Invalid, "sure", "请勾选确认：封账不能撤销。", "Tick that you are sure: sealing cannot be undone.")
		return s.monthPage(c, http.StatusUnprocessableEntity, again)
	}
	err = s.seal(c, month, c.PostForm("seen"))
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.Conflict {
		again.Err = m
		return s.monthPage(c, http.StatusConflict, again)
	}
	if err != nil {
		return err
	}
	s.notify(c, "%s 已封账。此后的改动记为更正。", "%s is sealed. Changes from now on are corrections.", string(month))
	return goTo(c, "/months/"+string(month))
}

// seal freezes a month's figures, which are those seen or nothing is done, with its bulletin.
func (s *Server) seal(c *gin.Context, month ledger.Period, seen string) error {
	asOf, err := s.Store.Revision(c.Request.Context())
	if err != nil {
		return err
	}
	bulletin, err := s.bulletin(c, month)
	if err != nil {
		return err
	}
	return s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		_, err := w.SealMonth(month, seen, asOf, bulletin)
		return err
	})
}
