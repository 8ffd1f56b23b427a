package web

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

func (s *Server) showAdminPapers(c *gin.Context) error {
	return s.adminPapers(c, http.StatusOK, pages.AdminPapersPage{})
}

// adminPapers fills in what page shows beside a form that was just refused.
func (s *Server) adminPapers(c *gin.Context, status int, page pages.AdminPapersPage) (err error) {
	ctx := c.Request.Context()
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	page.Path = "/admin/papers"
	if page.LetterheadErr == nil {
		if page.Letterhead, err = s.Store.Letterhead(ctx); err != nil {
			return err
		}
	}
	kept, err := s.Store.PaperTemplates(ctx)
	if err != nil {
		return err
	}
	for i := range export.Papers {
		layout, err := s.paperLayout(c, &export.Papers[i], kept)
		if err != nil {
			return err
		}
		page.Papers = append(page.Papers, layout)
	}
	return show(c, status, pages.AdminPapers(page))
}

// paperLayout is how a paper is laid out, and by which template it may be; of one that is being tried, what it has no place for.
func (s *Server) paperLayout(c *gin.Context, p *export.Paper, kept []ledger.PaperTemplate) (pages.PaperLayout, error) {
	l := pages.PaperLayout{Name: p.Name, Words: p.Words, Places: placesShown(p.Places())}
	for i, t := range kept {
		switch {
		case t.Paper == p.Name && t.State == ledger.TemplateUsed:
			l.Used = &kept[i]
		case t.Paper == p.Name && t.State == ledger.TemplateTried:
			l.Tried = &kept[i]
		}
	}
	if l.Tried == nil {
		return l, nil
	}
	t, err := s.Store.PaperTemplate(c.Request.Context(), p.Name, ledger.TemplateTried)
	if err != nil {
		return l, err
	}
	opened, err := p.OpenTemplate(t.Data)
	if err == nil {
		l.Missing = placesShown(opened.Missing)
	}
	return l, err
}

func placesShown(all []export.Place) (shown []pages.PaperPlace) {
	for _, x := range all {
		shown = append(shown, pages.PaperPlace{Name: x.Name, Alias: x.Alias, About: x.About, Alone: x.Block})
	}
	return shown
}

// saveLetterhead saves what the office puts on its papers.
func (s *Server) saveLetterhead(c *gin.Context) error {
	l, err := s.keepLetterhead(c)
	if m := ledger.AsMistake(err); m != nil {
		return s.adminPapers(c, statusOf[m.Code], pages.AdminPapersPage{Letterhead: l, LetterheadErr: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, "信头已保存，以后的文稿都用它。", "The letterhead is saved; papers have it from now on.")
	return goTo(c, "/admin/papers")
}

// keepLetterhead saves the letterhead that the form gives.
func (s *Server) keepLetterhead(c *gin.Context) (l ledger.Letterhead, err error) {
	for _, f := range ledger.LetterheadFields {
		*f.Of(&l) = c.PostForm(f.Name)
	}
	return l, s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.SaveLetterhead(l) })
}

// paperParam is the paper that the path names.
func paperParam(c *gin.Context) (*export.Paper, error) {
	if p := export.FindPaper(c.Param("paper")); p != nil {
		return p, nil
	}
	return nil, errNoPage
}

// tryTemplate takes a template of a paper, to be looked at before it counts. One that cannot be one changes nothing.
func (s *Server) tryTemplate(c *gin.Context) error {
	p, err := paperParam(c)
	if err != nil {
		return err
	}
	err = s.keepTemplate(c, p)
	if m := ledger.AsMistake(err); m != nil {
		return s.adminPapers(c, statusOf[m.Code], pages.AdminPapersPage{Refused: p.Name, RefusedErr: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, "模板已上传，还没有启用。请看过预览再启用。", "The template is here and not in use yet: look at the preview first.")
	return goTo(c, "/admin/papers#paper-"+p.Name)
}

// keepTemplate keeps the template that a form brings, to be tried.
func (s *Server) keepTemplate(c *gin.Context, p *export.Paper) error {
	name, data, err := s.templateSent(c)
	if err == nil {
		_, err = p.OpenTemplate(data)
	}
	if err != nil {
		return err
	}
	return s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.TryTemplate(p.Name, name, data) })
}

// useTemplate lays a paper out by the template that was tried.
func (s *Server) useTemplate(c *gin.Context) error {
	p, err := paperParam(c)
	if err != nil {
		return err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.UseTemplate(p.Name, c.PostForm("sum")) })
	return s.afterTemplate(c, p, err, ledger.Words{ZH: "%s现在用这个模板。", EN: "%s: laid out by this template from now on."})
}

// dropTemplate takes a template away: one being tried, or the one in force, after which our own layout is back.
func (s *Server) dropTemplate(c *gin.Context) error {
	p, err := paperParam(c)
	if err != nil {
		return err
	}
	state, done := ledger.TemplateTried, ledger.Words{ZH: "%s的试用模板已丢弃。", EN: "%s: the template that was tried is gone."}
	if c.PostForm("state") == string(ledger.TemplateUsed) {
		state, done = ledger.TemplateUsed, ledger.Words{ZH: "%s恢复为系统自带的版式。", EN: "%s: back to the layout that comes with the program."}
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.DropTemplate(p.Name, state) })
	return s.afterTemplate(c, p, err, done)
}

func (s *Server) afterTemplate(c *gin.Context, p *export.Paper, err error, done ledger.Words) error {
	if m := ledger.AsMistake(err); m != nil {
		return s.adminPapers(c, statusOf[m.Code], pages.AdminPapersPage{Refused: p.Name, RefusedErr: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, done.ZH, done.EN, p.Words.In(readerLanguage(c)))
	return goTo(c, "/admin/papers#paper-"+p.Name)
}

// sendStarter sends our own layout of a paper with the names of its places, to make a template of.
func (s *Server) sendStarter(c *gin.Context) error {
	p, err := paperParam(c)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := p.WriteStarter(&out); err != nil {
		return err
	}
	s.attach(c, p.Words.ZH+"-模板.docx", export.PaperMIME)
	c.Data(http.StatusOK, export.PaperMIME, out.Bytes())
	return nil
}

// templateAsked is the template that the address asks for: the one being tried, or with state=used the one in force.
func (s *Server) templateAsked(c *gin.Context) (*export.Paper, *ledger.PaperTemplate, error) {
	p, err := paperParam(c)
	if err != nil {
		return nil, nil, err
	}
	state := ledger.TemplateTried
	if c.Query("state") == string(ledger.TemplateUsed) {
		state = ledger.TemplateUsed
	}
	t, err := s.Store.PaperTemplate(c.Request.Context(), p.Name, state)
	return p, t, err
}

// sendTemplateFile sends a template as it was uploaded.
func (s *Server) sendTemplateFile(c *gin.Context) error {
	_, t, err := s.templateAsked(c)
	if err != nil {
		return err
	}
	s.attach(c, t.FileName, export.PaperMIME)
	c.Data(http.StatusOK, export.PaperMIME, t.Data)
	return nil
}

// sendPreview sends a paper about a district that there is not, laid out by a template.
func (s *Server) sendPreview(c *gin.Context) error {
	p, t, err := s.templateAsked(c)
	if err != nil {
		return err
	}
	opened, err := p.OpenTemplate(t.Data)
	if err != nil {
		return err
	}
	office, err := s.Store.Letterhead(c.Request.Context())
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := opened.Write(&out, p.SampleFacts(s.day(), office)); err != nil {
		return err
	}
	kind := asWord
	if strings.HasSuffix(c.FullPath(), "."+asPDF) {
		kind = asPDF
	}
	return s.sendDocument(c, kind, p.Words.ZH+"-预览", out.Bytes(), func() error { return nil })
}
