package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// previewBulk shows what a move would do to each entry picked, by doing it and taking all of it back.
func (s *Server) previewBulk(c *gin.Context) error {
	page, picks, err := s.bulk(c)
	if err != nil {
		return err
	}
	return s.preview(c, page, picks)
}

// doBulk makes the move on every entry picked, in one transaction with an event each. What cannot be moved is left as it was, and
// told.
func (s *Server) doBulk(c *gin.Context) error {
	page, picks, err := s.bulk(c)
	if err != nil {
		return err
	}
	if err := s.makeBulk(c, page, picks); err != nil {
		return err
	}
	if page.Form.Err != nil {
		return s.preview(c, page, picks)
	}
	return s.bulkDone(c, page)
}

// makeBulk makes the move on every entry picked. What stands against all of it is the form's.
func (s *Server) makeBulk(c *gin.Context, page *pages.BulkPage, picks []ledger.Pick) error {
	if _, lacking := page.Form.Move.Given(page.Form.In); page.Form.Err == nil && len(lacking) > 0 {
		n, _ := page.Form.Move.Need(lacking[0])
		page.Form.Err = ledger.Mistake(ledger.Invalid, string(n.Field), "请写明%[1]s。", "Give “%[2]s”.", n.Words.ZH, n.Words.EN)
	}
	if page.Form.Err != nil {
		return nil
	}
	err := s.Store.Write(c.Request.Context(), s.actor(c), s.together(c, page, picks, page.Form.Move))
	if page.Form.Err = ledger.AsMistake(err); page.Form.Err != nil {
		return nil
	}
	return err
}

// bulkDone leads back to the list where everything was done, else says what was not.
func (s *Server) bulkDone(c *gin.Context, page *pages.BulkPage) error {
	past := page.Form.Move.Past
	refused := slices.ContainsFunc(page.Attempts, func(a ledger.Attempt) bool { return a.Err != nil })
	if !refused {
		s.notify(c, "%d 项已%s。", "%d of the list: %s.", len(page.Attempts), past.In(readerLanguage(c)))
		return goTo(c, page.Form.Back)
	}
	page.Done = true
	return show(c, http.StatusOK, pages.Bulk(*page))
}

// preview shows what trying the move came to.
func (s *Server) preview(c *gin.Context, page *pages.BulkPage, picks []ledger.Pick) error {
	if err := s.tryBulk(c, page, picks); err != nil {
		return err
	}
	status := http.StatusOK
	if page.Form.Err != nil {
		status = statusOf[page.Form.Err.Code]
	}
	return show(c, status, pages.Bulk(*page))
}

// tryBulk tries the move with what is given so far. What hangs on something that is not given yet is not held against it.
func (s *Server) tryBulk(c *gin.Context, page *pages.BulkPage, picks []ledger.Pick) error {
	m, lacking := page.Form.Move.Given(page.Form.In)
	if err := s.Store.Try(c.Request.Context(), s.actor(c), s.together(c, page, picks, m)); err != nil {
		return err
	}
	for i := range page.Attempts {
		a := &page.Attempts[i]
		if a.Err != nil && a.Err.Code == ledger.Invalid && (slices.Contains(lacking, ledger.Field(a.Err.Field)) || len(lacking) > 0 && lacksEvidence(page, a.Err)) {
			a.Err = nil
		}
	}
	return nil
}

// lacksEvidence tells whether what stands against a move is evidence that may still be given.
func lacksEvidence(page *pages.BulkPage, m *ledger.Error) bool {
	return m.Field == string(ledger.EvidenceField) && page.Form.In.Evidence == ""
}

// together is the work itself: the move, or the reminder, on every entry picked.
func (s *Server) together(c *gin.Context, page *pages.BulkPage, picks []ledger.Pick, m ledger.Move) func(*store.Writer) error {
	return func(w *store.Writer) (err error) {
		if m.Name != pages.Remind.Name {
			page.Attempts, err = w.MoveAll(s.account(c), picks, m, page.Form.In)
			return err
		}
		a, err := s.courier().asking(c.Request.Context())
		if err == nil {
			page.Attempts, err = w.RemindAll(picks, page.Form.In.Note, a)
		}
		return err
	}
}

// bulk reads the form: what is to be done, what was given for it, and the entries picked that are the person's to read. A mistake in
// what was typed is the form's.
func (s *Server) bulk(c *gin.Context) (*pages.BulkPage, []ledger.Pick, error) {
	page := &pages.BulkPage{}
	var err error
	if page.Filter, err = s.filter(c); err != nil {
		return nil, nil, err
	}
	m, err := s.bulkAction(c)
	if err != nil {
		return nil, nil, err
	}
	picks, err := s.picked(c, page)
	if err != nil {
		return nil, nil, err
	}
	if page.Base, err = s.base(c); err != nil {
		return nil, nil, err
	}
	form, err := s.typedForm(c, ledger.Entry{Kind: ledger.Task}, m)
	if form.Err = ledger.AsMistake(err); err != nil && form.Err == nil {
		return nil, nil, err
	}
	form.Back = safePath(cmp.Or(c.PostForm("back"), "/entries"))
	page.Form, page.Path = *form, form.Back
	return page, picks, nil
}

// bulkAction is what is to be done, if the person may do it with several entries at once.
func (s *Server) bulkAction(c *gin.Context) (ledger.Move, error) {
	var names []string
	for _, m := range pages.BulkActions(s.account(c)) {
		if string(m.Name) == c.PostForm("action") {
			return m, nil
		}
		names = append(names, string(m.Name))
	}
	return ledger.Move{}, ledger.Mistake(ledger.BadRequest, "action", "批量办理没有“%s”这种操作，可用：%s。", "“%s” cannot be done with several entries; what can is %s.", c.PostForm("action"), strings.Join(names, ", "))
}
