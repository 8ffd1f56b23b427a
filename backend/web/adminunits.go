package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

func (s *Server) showAdminUnits(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	t, err := s.trying(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, pages.AdminUnits(pages.AdminUnitsPage{Base: base, Query: c.Query("q"), Trying: t}))
}

// showUnitForm shows the form of the unit that the path names, or an empty one.
func (s *Server) showUnitForm(c *gin.Context) error {
	p := pages.UnitFormPage{New: c.Param("code") == ""}
	var err error
	if p.Trying, err = s.trying(c); err != nil {
		return err
	}
	if !p.New {
		u, err := s.Store.Unit(c.Request.Context(), c.Param("code"))
		if err != nil {
			return err
		}
		p.Form = unitForm(*u)
	}
	return s.unitPage(c, http.StatusOK, p)
}

func (s *Server) unitPage(c *gin.Context, status int, p pages.UnitFormPage) (err error) {
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	return show(c, status, pages.UnitEdit(p))
}

func unitForm(u ledger.Unit) pages.UnitForm {
	f := pages.UnitForm{
		Code: u.Code, Name: u.Name, Short: u.Short, Official: u.Official, Kind: u.Kind, District: u.District,
		Position: strconv.Itoa(u.Position), From: string(u.ValidFrom), To: string(u.ValidTo), Tile: u.Tile, Parent: u.Parent, Was: stamp(u),
	}
	for _, a := range u.Aliases {
		f.Aliases = append(f.Aliases, pages.AliasForm{Name: a.Name, From: string(a.ValidFrom), To: string(a.ValidTo)})
	}
	return f
}

// saveUnit saves or tries the form of a unit: the one that the path names, or a new one.
func (s *Server) saveUnit(c *gin.Context) error {
	form, isNew := unitTyped(c), c.Param("code") == ""
	if !isNew {
		form.Code = c.Param("code")
	}
	lost := ""
	done, err := s.amend(c, func(now ledger.Register) (Amendment, error) {
		u, err := unitOf(form, now)
		if err != nil {
			return Amendment{}, err
		}
		lost = lostName(u, now)
		return amendUnit(c, u, isNew, now)
	})
	if err != nil {
		return err
	}
	if done.Saved {
		s.notifyUnit(c, form.Name, lost)
		return goTo(c, "/admin/units")
	}
	if done.Err == errStale {
		if now, err := s.Store.Unit(c.Request.Context(), form.Code); err == nil {
			form.Was = stamp(*now)
		}
	}
	return s.unitPage(c, done.status(), pages.UnitFormPage{Form: form, New: isNew, Err: done.Err, Trying: done.Trying})
}

// lostName is the unit's name so far where it is no longer one of its names: reports that still use it will not find the unit.
func lostName(u ledger.Unit, now ledger.Register) string {
	for _, o := range now.Units {
		if o.Code == u.Code && o.Name != u.Name && !slices.ContainsFunc(u.Aliases, func(a ledger.Alias) bool { return a.Name == o.Name }) {
			return o.Name
		}
	}
	return ""
}

func (s *Server) notifyUnit(c *gin.Context, name, lost string) {
	if lost != "" {
		s.notify(c, "已保存“%[1]s”，立即生效。原名“%[2]s”不在别名里，以后报告再用原名就对不上单位；需要的话，请把它写进别名。",
			"“%[1]s” is saved and counts at once. Its former name “%[2]s” is not among its other names, so reports that use it will not find the unit; add it if they may.", name, lost)
		return
	}
	s.notify(c, "已保存“%s”，立即生效。", "“%s” is saved and counts at once.", name)
}

func amendUnit(c *gin.Context, u ledger.Unit, isNew bool, now ledger.Register) (Amendment, error) {
	i := slices.IndexFunc(now.Units, func(o ledger.Unit) bool { return o.Code == u.Code })
	switch {
	case isNew && i >= 0:
		return Amendment{}, ledger.Mistake(ledger.Invalid, "code", "编码“%s”已经是“%s”的，请换一个。", "The code “%s” is that of “%s”; choose another.", u.Code, now.Units[i].Name)
	case !isNew && i < 0:
		return Amendment{}, errNoPage
	case !isNew:
		if err := unchanged(c, now.Units[i]); err != nil {
			return Amendment{}, err
		}
	}
	would, err := now.WithUnits(u)
	return Amendment{would, 1, func(w *store.Writer) (int, int, error) { return w.SaveUnits([]ledger.Unit{u}) }}, err
}

func unitTyped(c *gin.Context) pages.UnitForm {
	f := pages.UnitForm{
		Code: field(c, "code"), Name: field(c, "name"), Short: field(c, "short"), Official: field(c, "official"), Kind: ledger.UnitKind(field(c, "kind")),
		District: field(c, "district"), Position: field(c, "position"), From: field(c, "valid_from"), To: field(c, "valid_to"), Tile: field(c, "tile"), Parent: field(c, "parent"), Was: field(c, "was"),
	}
	from, to := c.PostFormArray("alias_from"), c.PostFormArray("alias_to")
	for i, name := range c.PostFormArray("alias") {
		a := pages.AliasForm{Name: strings.TrimSpace(name)}
		if i < len(from) && i < len(to) {
			a.From, a.To = strings.TrimSpace(from[i]), strings.TrimSpace(to[i])
		}
		if a.Name != "" {
			f.Aliases = append(f.Aliases, a)
		}
	}
	return f
}

// unitOf is the unit that a form means. A new one stands last unless it says where.
func unitOf(f pages.UnitForm, now ledger.Register) (u ledger.Unit, err error) {
	u = ledger.Unit{Code: f.Code, Name: f.Name, Short: f.Short, Official: f.Official, Kind: f.Kind, District: f.District, Tile: f.Tile, Parent: f.Parent}
	if u.Short == "" {
		u.Short = u.Name
	}
	last := 0
	for _, o := range now.Units {
		last = max(last, o.Position)
	}
	if u.Position, err = placeTyped(f.Position, last+1); err != nil {
		return u, err
	}
	if u.ValidFrom, err = dayTyped(f.From, "valid_from"); err != nil {
		return u, err
	}
	if u.ValidTo, err = dayTyped(f.To, "valid_to"); err != nil {
		return u, err
	}
	for _, row := range f.Aliases {
		a := ledger.Alias{UnitCode: u.Code, Name: row.Name}
		if a.ValidFrom, err = dayTyped(row.From, "aliases"); err != nil {
			return u, err
		}
		if a.ValidTo, err = dayTyped(row.To, "aliases"); err != nil {
			return u, err
		}
		u.Aliases = append(u.Aliases, a)
	}
	return u, nil
}
