package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

func (s *Server) showAdminThemes(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	t, err := s.trying(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.AdminThemes(pages.AdminThemesPage{Base: base, Trying: t}))
}

// showThemeForm shows the form of the theme that the path names, or an empty one.
func (s *Server) showThemeForm(c *gin.Context) error {
	p := pages.ThemeFormPage{}
	var err error
	if p.Trying, err = s.trying(c); err != nil {
		return err
	}
	if name := c.Param("name"); name != "" {
		now, err := s.known.at(c.Request.Context(), s.Store)
		if err != nil {
			return err
		}
		i := themeAt(now.Themes, name)
		if i < 0 {
			return errNoPage
		}
		p.Form = themeForm(now.Themes[i])
	}
	return s.themePage(c, http.StatusOK, p)
}

func (s *Server) themePage(c *gin.Context, status int, p pages.ThemeFormPage) (err error) {
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	return show(c, status, pages.ThemeEdit(p))
}

func themeAt(all []ledger.Theme, name string) int {
	return slices.IndexFunc(all, func(t ledger.Theme) bool { return t.Name == name })
}

func themeForm(t ledger.Theme) pages.ThemeForm {
	return pages.ThemeForm{
		Old: t.Name, Name: t.Name, English: t.English, Position: strconv.Itoa(t.Position),
		Same: strings.Join(t.Same, "\n"), Cues: strings.Join(t.Cues, "\n"), Was: stamp(t),
	}
}

// saveTheme saves or tries the form of a theme: the one that the path names, or a new one.
func (s *Server) saveTheme(c *gin.Context) error {
	form := pages.ThemeForm{
		Old: c.Param("name"), Name: field(c, "name"), English: field(c, "english"), Position: field(c, "position"),
		Same: c.PostForm("same"), Cues: c.PostForm("cues"), Was: field(c, "was"),
	}
	var was ledger.Theme
	done, err := s.amend(c, func(now ledger.Register) (Amendment, error) {
		if i := themeAt(now.Themes, form.Old); i >= 0 {
			was = now.Themes[i]
		}
		return amendTheme(c, form, was, now)
	})
	if err != nil {
		return err
	}
	if done.Saved {
		s.notify(c, "已保存领域“%s”，立即生效。", "The theme “%s” is saved and counts at once.", form.Name)
		return goTo(c, "/admin/themes")
	}
	if done.Err == errStale {
		form.Was = stamp(was)
	}
	return s.themePage(c, done.status(), pages.ThemeFormPage{Form: form, Err: done.Err, Trying: done.Trying})
}

func amendTheme(c *gin.Context, form pages.ThemeForm, was ledger.Theme, now ledger.Register) (a Amendment, err error) {
	if form.Old != was.Name {
		return a, errNoPage
	}
	if form.Old != "" {
		if err := unchanged(c, was); err != nil {
			return a, err
		}
	}
	if form.Name != form.Old && themeAt(now.Themes, form.Name) >= 0 {
		return a, ledger.Mistake(ledger.Invalid, "name", "已经有“%s”这个领域，请换一个名称。", "There is a theme “%s” already; choose another name.", form.Name)
	}
	t := ledger.Theme{Name: form.Name, English: form.English, Same: intake.SplitWords(form.Same), Cues: intake.SplitWords(form.Cues)}
	last := 0
	for _, o := range now.Themes {
		last = max(last, o.Position)
	}
	if t.Position, err = placeTyped(form.Position, last+1); err != nil {
		return a, err
	}
	a.Holds = 1
	a.Save = func(w *store.Writer) (int, int, error) { return w.SaveThemes([]ledger.Theme{t}) }
	if form.Old != "" && form.Old != form.Name {
		now = now.WithoutTheme(form.Old)
		a.Save = func(w *store.Writer) (int, int, error) { return 0, 1, w.RenameTheme(form.Old, t) }
	}
	a.Would, err = now.WithThemes(t)
	return a, err
}
