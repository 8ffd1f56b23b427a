package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// mostDeliveries is how many messages the settings list.
const mostDeliveries = 50

func (s *Server) showAdminReminders(c *gin.Context) error {
	return s.adminReminders(c, http.StatusOK, pages.AdminRemindersPage{})
}

// adminReminders fills in what page shows beside a form that was just refused.
func (s *Server) adminReminders(c *gin.Context, status int, page pages.AdminRemindersPage) (err error) {
	ctx, courier := c.Request.Context(), s.courier()
	if page.Base, err = s.base(c); err != nil {
		return err
	}
	page.Path = "/admin/reminders"
	page.FixedPolicy, page.FixedSite, page.FixedMail = s.Notices.FixesPolicy(), s.Notices.Site != "", s.Notices.Mail != nil
	if page.Channels, err = courier.channels(ctx); err != nil {
		return err
	}
	if page.Deliveries, err = s.Store.Deliveries(ctx, mostDeliveries); err != nil {
		return err
	}
	if page.PolicyErr == nil {
		if page.Policy, err = courier.policy(ctx); err != nil {
			return err
		}
	}
	server, err := courier.mailServer(ctx)
	if err != nil {
		return err
	}
	page.HasPassword = server.Password != ""
	if server.Password = ""; page.MailErr == nil {
		page.Mail = server
	}
	return show(c, status, pages.AdminReminders(page))
}

// saveReminders saves the rules and caps.
func (s *Server) saveReminders(c *gin.Context) error {
	policy, err := policyTyped(c)
	if err == nil {
		err = s.keepPolicy(c, policy)
	}
	if m := ledger.AsMistake(err); m != nil {
		return s.adminReminders(c, statusOf[m.Code], pages.AdminRemindersPage{Policy: policy, Before: c.PostForm("before"), PolicyErr: m})
	}
	if err != nil {
		return err
	}
	s.notify(c, "催办规则已保存。", "The rules of reminders are saved.")
	return goTo(c, "/admin/reminders")
}

// keepPolicy saves the rules and caps, unless the environment gives them.
func (s *Server) keepPolicy(c *gin.Context, p ledger.ReminderPolicy) error {
	if s.Notices.FixesPolicy() {
		return errFixed
	}
	return s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.SaveReminderPolicy(p) })
}

var errFixed = ledger.Mistake(ledger.Conflict, "", "这里由环境变量设定，请找运维人员修改。", "This is set by the environment; ask the operator to change it.")

func policyTyped(c *gin.Context) (p ledger.ReminderPolicy, err error) {
	p.AtDue, p.Brief, p.Site = c.PostForm("at_due") != "", c.PostForm("brief") != "", c.PostForm("site")
	for name, into := range map[string]*int{"every": &p.Every, "hour": &p.Hour, "per_entry": &p.PerEntry, "per_unit": &p.PerUnit} {
		if *into, err = strconv.Atoi(strings.TrimSpace(c.PostForm(name))); err != nil {
			return p, ledger.Mistake(ledger.Invalid, name, "请填写整数。", "Give a whole number.")
		}
	}
	for _, said := range list(strings.ReplaceAll(c.PostForm("before"), " ", ",")) {
		n, err := strconv.Atoi(said)
		if err != nil {
			return p, ledger.Mistake(ledger.Invalid, "before", "提前天数请写成 5、3、1 的样子。", "Write the leads like 5, 3, 1.")
		}
		p.Before = append(p.Before, n)
	}
	return p, nil
}

// saveMailServer saves where mail is handed over.
func (s *Server) saveMailServer(c *gin.Context) error {
	m, err := s.keepMailServer(c)
	if mistake := ledger.AsMistake(err); mistake != nil {
		m.Password = ""
		return s.adminReminders(c, statusOf[mistake.Code], pages.AdminRemindersPage{Mail: m, MailErr: mistake})
	}
	if err != nil {
		return err
	}
	s.notify(c, "邮件服务器已保存。", "The mail server is saved.")
	return goTo(c, "/admin/reminders#mail")
}

// keepMailServer saves the mail server that the form gives, unless the environment gives one.
func (s *Server) keepMailServer(c *gin.Context) (ledger.MailServer, error) {
	m := ledger.MailServer{
		Host: strings.TrimSpace(c.PostForm("host")), Security: ledger.Security(c.PostForm("security")), User: strings.TrimSpace(c.PostForm("user")),
		Password: c.PostForm("password"), From: strings.TrimSpace(c.PostForm("from")),
	}
	m.Port, _ = strconv.Atoi(c.PostForm("port"))
	if m.Host == "" && m.From == "" && m.User == "" {
		m = ledger.MailServer{}
	}
	return m, s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error {
		if s.Notices.Mail != nil {
			return errFixed
		}
		return w.SaveMailServer(m)
	})
}
