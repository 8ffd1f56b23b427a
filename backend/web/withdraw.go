package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
	"taizhang/frontend/parts"
)

// showWithdraw asks for the reason and tells what withdrawing the report would do.
func (s *Server) showWithdraw(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	return s.withdrawPage(c, http.StatusOK, id, pages.WithdrawPage{})
}

func (s *Server) withdrawPage(c *gin.Context, status int, id int64, p pages.WithdrawPage) error {
	report, err := s.Store.Report(c.Request.Context(), id)
	if err != nil {
		return err
	}
	if report.Withdrawn() {
		return goTo(c, string(parts.ReportURL(id)))
	}
	would, err := s.Store.Withdrawal(c.Request.Context(), id)
	if err != nil {
		return err
	}
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	p.Report, p.Would = *report, *would
	return show(c, status, pages.Withdraw(p))
}

// withdraw takes a report back; its desk says who did, when and why.
func (s *Server) withdraw(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	reason := c.PostForm("reason")
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.Withdraw(id, reason) })
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.Invalid {
		return s.withdrawPage(c, statusOf[m.Code], id, pages.WithdrawPage{Reason: reason, Err: m})
	}
	if err != nil {
		return err
	}
	return goTo(c, string(parts.ReportURL(id)))
}

// putBack undoes a withdrawal.
func (s *Server) putBack(c *gin.Context) error {
	id, err := idParam(c, "id")
	if err != nil {
		return err
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.PutBack(id) })
	if err != nil {
		return err
	}
	s.notify(c, "报告已恢复，各事项恢复到撤回前的状态。", "The report was put back; everything stands as it did before.")
	return goTo(c, string(parts.ReportURL(id)))
}
