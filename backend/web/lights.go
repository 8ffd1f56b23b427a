package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// takeLights takes the rules of lights from the ledger, so that what was changed counts at once.
func (s *Server) takeLights(ctx context.Context) error {
	rules, err := s.Store.LightRules(ctx)
	if err == nil {
		s.lights.Store(&rules)
	}
	return err
}

// dayOf is a day as lights take it under some rules.
func (s *Server) dayOf(d ledger.Date, rules []ledger.LightRule) ledger.Day {
	return s.calendar().Day(d, ledger.ThresholdsOn(rules, d))
}

func (s *Server) showLights(c *gin.Context) error {
	return s.lightsPage(c, http.StatusOK, pages.AdminLightsPage{})
}

// lightsPage shows the rules beside what page holds already: the form as it was typed, the mistake, the effect to confirm.
func (s *Server) lightsPage(c *gin.Context, status int, page pages.AdminLightsPage) (err error) {
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	page.Path = "/admin/lights"
	ctx := c.Request.Context()
	if page.Rules, err = s.Store.LightRules(ctx); err != nil {
		return err
	}
	if page.Form == nil {
		form := page.Day.Thresholds.Form()
		form.From = string(page.Day.Today)
		page.Form = &form
	}
	page.MayRead = s.account(c).Reach(ledger.Read) == ledger.Whole
	return show(c, status, pages.AdminLights(page))
}

// saveLights shows what a rule would do to the lights of the day from which it holds, and saves it once that is confirmed.
func (s *Server) saveLights(c *gin.Context) error {
	form, rule, err := s.lightTyped(c)
	page := pages.AdminLightsPage{Form: &form}
	if err == nil && c.PostForm("sure") != "" {
		err = s.keepLights(c, rule)
		if err == nil {
			s.notify(c, "%s 起的亮灯规则已保存。", "The rule of lights from %s on is saved.", string(rule.From))
			return goTo(c, "/admin/lights")
		}
	}
	switch page.Err = ledger.AsMistake(err); {
	case page.Err != nil && page.Err.Code != ledger.Conflict:
		return s.lightsPage(c, statusOf[page.Err.Code], page)
	case page.Err == nil && err != nil:
		return err
	}
	return s.askLights(c, page, rule)
}

// lightTyped is the rule that a form means, and the form as it was typed.
func (s *Server) lightTyped(c *gin.Context) (ledger.LightForm, ledger.LightRule, error) {
	form := ledger.LightForm{
		From: c.PostForm("from"), SoonDays: c.PostForm("soon_days"), Behind: c.PostForm("behind"), Cycle: c.PostForm("cycle"),
		Silent: c.PostForm("silent"), Memory: c.PostForm("memory"), Note: c.PostForm("note"),
	}
	rule, err := ledger.ReadLightRule(form)
	if err == nil && rule.From < s.day().Today {
		err = ledger.Mistake(ledger.Invalid, "from", "已经过去的日子不能改，请从今天或以后起执行。", "What is past stays as it was; let it hold from today or later.")
	}
	return form, rule, err
}

func (s *Server) keepLights(c *gin.Context, rule ledger.LightRule) error {
	ctx := c.Request.Context()
	err := s.Store.Write(ctx, s.actor(c), func(w *store.Writer) error { return w.SaveLightRule(rule, c.PostForm("seen")) })
	if err != nil {
		return err
	}
	return s.takeLights(ctx)
}

// askLights shows the second step: how many of the open entries would show another light on the first day of the rule.
func (s *Server) askLights(c *gin.Context, page pages.AdminLightsPage, rule ledger.LightRule) (err error) {
	if page.Effect, err = s.lightEffect(c, rule); err != nil {
		return err
	}
	if page.Seen, err = s.Store.SeenLightRules(c.Request.Context()); err != nil {
		return err
	}
	status := http.StatusOK
	if page.Err != nil {
		status = statusOf[page.Err.Code]
	}
	return s.lightsPage(c, status, page)
}

// lightEffect is what a rule would do to the lights of the day from which it holds.
func (s *Server) lightEffect(c *gin.Context, rule ledger.LightRule) (*pages.LightEffect, error) {
	ctx := c.Request.Context()
	rules, err := s.Store.LightRules(ctx)
	if err != nil {
		return nil, err
	}
	effect := pages.LightEffect{Before: s.dayOf(rule.From, rules), After: s.dayOf(rule.From, ledger.WithRule(rules, rule))}
	effect.Relit, err = s.Store.Relit(ctx, effect.Before, effect.After)
	return &effect, err
}

// endLights takes away the rule that holds from a day on.
func (s *Server) endLights(c *gin.Context, from ledger.Date) error {
	ctx := c.Request.Context()
	if err := s.Store.Write(ctx, s.actor(c), func(w *store.Writer) error { return w.DropLightRule(from) }); err != nil {
		return err
	}
	return s.takeLights(ctx)
}

func (s *Server) dropLights(c *gin.Context) error {
	from := ledger.Date(c.PostForm("from"))
	if err := s.endLights(c, from); err != nil {
		return err
	}
	s.notify(c, "%s 起的亮灯规则已撤去。", "The rule of lights from %s on is taken away.", string(from))
	return goTo(c, "/admin/lights")
}
