package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// viewsOf lists the saved views that a person may open; those about other units are none for whoever may see the own unit alone.
func (s *Server) viewsOf(c *gin.Context, user *ledger.User) ([]ledger.SavedView, error) {
	all, err := s.Store.SavedViews(c.Request.Context(), user.ID)
	if user.Reach(ledger.Read) == ledger.Whole {
		return all, err
	}
	today := s.day().Today
	return slices.DeleteFunc(all, func(v ledger.SavedView) bool {
		f, err := v.Filter(today)
		return err != nil || f.Unit != "" && f.Unit != user.UnitCode
	}), err
}

// asker is the person who asks.
func (s *Server) asker(c *gin.Context) (*ledger.User, error) {
	return s.Store.User(c.Request.Context(), s.user(c))
}

// openView leads to the list that a saved view shows.
func (s *Server) openView(c *gin.Context) error {
	user, id, err := s.viewAsked(c)
	if err != nil {
		return err
	}
	v, err := s.Store.SavedView(c.Request.Context(), user.ID, id)
	if err != nil {
		return err
	}
	return goTo(c, pages.AddressOfView(*v))
}

func (s *Server) viewAsked(c *gin.Context) (*ledger.User, int64, error) {
	id, err := strconv.ParseInt(c.Param("view"), 10, 64)
	if err != nil {
		return nil, 0, errNoPage
	}
	user, err := s.asker(c)
	return user, id, err
}

// saveView keeps the list that the address selects under a name, and leads to it.
func (s *Server) saveView(c *gin.Context) error {
	user, err := s.asker(c)
	if err != nil {
		return err
	}
	v, err := s.keepView(c, user)
	if err != nil {
		return err
	}
	s.notify(c, "视图“%s”已保存。", "The view “%s” is saved.", v.Name)
	return goTo(c, pages.AddressOfView(*v))
}

// keepView keeps the list that the address selects under the name that the form gives, or writes the view of that name anew.
func (s *Server) keepView(c *gin.Context, user *ledger.User) (v *ledger.SavedView, err error) {
	f, err := s.filter(c)
	if err != nil {
		return nil, err
	}
	shown, err := ledger.ParseShown(c.PostForm("cols"))
	if err != nil {
		return nil, err
	}
	set, err := s.Store.ListSettings(c.Request.Context(), user.ID)
	if err != nil {
		return nil, err
	}
	wanted := ledger.ViewOf(c.PostForm("name"), f, shown, c.PostForm("shared") != "" && user.May(ledger.Review))
	wanted.UserID = user.ID
	return v, s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) {
		if v, err = w.SaveView(wanted); err != nil || c.PostForm("default") == "" {
			return err
		}
		set.ViewID = v.ID
		return w.SetList(set)
	})
}

// dropView takes a saved view away.
func (s *Server) dropView(c *gin.Context) error {
	user, id, err := s.viewAsked(c)
	if err != nil {
		return err
	}
	var v *ledger.SavedView
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) (err error) { v, err = w.DropView(*user, id); return err })
	if err != nil {
		return err
	}
	s.notify(c, "视图“%s”已删除。", "The view “%s” is dropped.", v.Name)
	return goTo(c, "/entries?view=0")
}

// setList keeps which columns the person wants, or which view the list opens with.
func (s *Server) setList(c *gin.Context) error {
	user, err := s.asker(c)
	if err != nil {
		return err
	}
	set, err := s.Store.ListSettings(c.Request.Context(), user.ID)
	if err != nil {
		return err
	}
	if err := typedList(c, &set); err != nil {
		return err
	}
	if err := s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.SetList(set) }); err != nil {
		return err
	}
	return goTo(c, backTo(c, "/entries?view=0"))
}

func typedList(c *gin.Context, set *ledger.ListSettings) error {
	switch c.PostForm("columns") {
	case "usual":
		set.Columns = ""
	case "chosen":
		shown, err := ledger.ParseShown(strings.Join(c.PostFormArray("col"), "."))
		if err != nil {
			return err
		}
		if len(c.PostFormArray("col")) == 0 {
			shown = ledger.Shown{}
		}
		set.Columns = shown.String()
	}
	if id, err := strconv.ParseInt(c.PostForm("view"), 10, 64); err == nil && id >= 0 {
		set.ViewID = id
	}
	return nil
}

// columnsOf are the columns of the list at an address, as its reader wants them.
func (s *Server) columnsOf(c *gin.Context, address string) ledger.Shown {
	cols := ""
	if u, err := url.Parse(address); err == nil {
		cols = u.Query().Get("cols")
	}
	if user, err := s.asker(c); err == nil && cols == "" {
		if set, err := s.Store.ListSettings(c.Request.Context(), user.ID); err == nil {
			cols = set.Columns
		}
	}
	shown, _ := ledger.ParseShown(cols) // whatever cannot be read is as usual
	return shown
}
