package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// A row of the table of routes names the right that it needs (the rights and the roles that have them are in
// backend/ledger/right.go): {get, "/reports", ledger.Survey, s.showReports}. anyone is for routes that need nobody signed in. A path
// under /api/ is called by programs with a token, any other by people with a session. Where a role has a right for its own
// unit only, the path must name the entry (:number) or the unit (:code), else the guard refuses. docs/access.md shows what
// follows for every route and role; after adding a row run `go test ./backend/web -run TestAccess -update` and read its diff.
type route struct {
	method, path string
	right        ledger.Right
	handle       func(*gin.Context) error
}

// allRoutes is every route there is, with the right that it needs.
func (s *Server) allRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	all := []route{
		{get, "/healthz", anyone, s.healthy},
		{get, "/readyz", anyone, s.ready},
		{get, "/sign-in", anyone, s.showSignIn},
		{post, "/sign-in", anyone, s.signIn},
		{get, "/sign-in/code", anyone, s.showCode},
		{post, "/sign-in/code", anyone, s.signInByCode},
		{get, "/enter/:token", anyone, s.enter},
		{post, "/language", anyone, s.setLanguage},
		{get, "/invite/:token", anyone, s.showInvitation},
		{post, "/invite/:token", anyone, s.takeInvitation},
		{get, "/api", anyone, s.showAPI},
		{get, "/api/openapi.yaml", anyone, s.sendAPIDocument},
		{get, "/api/openapi.json", anyone, s.sendAPIDocument},
		{get, "/api/problems/:problem", anyone, s.showProblem},
		{post, "/sign-out", ledger.Self, s.signOut},
		{get, "/help", ledger.Self, s.showHelp},
		{get, "/me", ledger.Self, s.showMe},
		{post, "/me/subscription", ledger.Self, s.newSubscription},
		{post, "/me/subscription/end", ledger.Self, s.endSubscription},
		{get, "/feeds/:token/due.ics", anyone, s.sendDues},
		{get, "/feeds/:token/changes.atom", anyone, s.sendChanges},
		{post, "/me/password", ledger.Self, s.changePassword},
		{get, "/me/two-step", ledger.Self, s.showTwoStep},
		{post, "/me/two-step", ledger.Self, s.startTwoStep},
		{post, "/me/two-step/codes", ledger.Self, s.renewRecovery},
		{post, "/me/two-step/off", ledger.Self, s.endTwoStep},
		{post, "/me/sessions/:session/end", ledger.Self, s.endMySession},
		{post, "/me/tokens", ledger.Self, s.addToken},
		{post, "/me/tokens/:id/drop", ledger.Self, s.dropToken},
		{get, "/setup", ledger.Accounts, s.showSetup},
		{post, "/setup", ledger.Accounts, s.takeSetup},
		{get, "/accounts", ledger.Accounts, s.showAccounts},
		{post, "/accounts", ledger.Accounts, s.addAccount},
		{post, "/accounts/two-step", ledger.Accounts, s.saveTwoStepRoles},
		{post, "/accounts/:user/two-step/reset", ledger.Accounts, s.resetTwoStep},
		{post, "/accounts/import", ledger.Accounts, s.importAccounts},
		{get, "/accounts/:user", ledger.Accounts, s.showAccount},
		{post, "/accounts/:user", ledger.Accounts, s.saveAccount},
		{post, "/accounts/:user/invite", ledger.Accounts, s.inviteAccount},
		{post, "/accounts/:user/sessions/end", ledger.Accounts, s.endAccountSessions},
		{get, "/audit", ledger.Audit, s.showAudit},
		{get, "/audit/export", ledger.Audit, s.exportAudit},

		{get, "/", ledger.Self, s.showHome},
		{get, "/units", ledger.Survey, s.showUnits},
		{get, "/units/names", ledger.Survey, s.sendUnitNames},
		{get, "/units/:code", ledger.Read, s.showUnit},
		{get, "/units/:code/brief", ledger.Read, s.showBrief},
		{post, "/units/:code/acknowledge", ledger.Handle, s.acknowledgeAll},
		{get, "/entries", ledger.Read, s.showEntries},
		{post, "/entries/bulk", ledger.Handle, s.previewBulk},
		{post, "/entries/bulk/do", ledger.Handle, s.doBulk},
		{post, "/views", ledger.Read, s.saveView},
		{get, "/views/:view", ledger.Self, s.openView},
		{post, "/views/:view/drop", ledger.Self, s.dropView},
		{post, "/me/list", ledger.Self, s.setList},
		{get, livePath, ledger.Read, s.live},
		{get, "/entries/:number", ledger.Read, s.showEntry},
		{post, "/entries/:number", ledger.Review, s.editEntry},
		{post, "/entries/:number/moves", ledger.Handle, s.moveEntry},
		{get, "/entries/:number/files/:attachment", ledger.Read, s.sendAttachment},
		{post, "/entries/:number/remind", ledger.Decide, s.remind},
		{get, "/reminders", ledger.Survey, s.showReminders},
		{get, "/units/:code/reminders", ledger.Read, s.showReminders},
		{post, "/units/:code/reminders/read", ledger.Handle, s.readReminders},
		{get, "/reports", ledger.Survey, s.showReports},
		{get, "/reports/new", ledger.Review, s.showNewReport},
		{get, "/reports/received", ledger.Review, s.showReceived},
		{get, "/reports/aside/:key", ledger.Review, s.showAside},
		{post, "/reports", ledger.Review, s.addReport},
		{get, "/reports/:id", ledger.Survey, s.showReport},
		{get, "/reports/:id/original", ledger.Survey, s.sendOriginal},
		{get, "/reports/:id/withdraw", ledger.Review, s.showWithdraw},
		{post, "/reports/:id/withdraw", ledger.Review, s.withdraw},
		{post, "/reports/:id/put-back", ledger.Review, s.putBack},
		{get, "/reports/:id/reading", ledger.Review, s.showReading},
		{post, "/reports/:id/reading", ledger.Review, s.takeReading},
		{post, "/reports/:id/accept", ledger.Review, s.acceptFindings},
		{post, "/reports/:id/findings", ledger.Review, s.addFinding},
		{post, "/reports/:id/findings/:finding", ledger.Review, s.editFinding},
		{post, "/reports/:id/findings/:finding/moves", ledger.Review, s.moveFinding},
		{post, "/reports/:id/findings/:finding/split", ledger.Review, s.splitFinding},
		{post, "/reports/:id/findings/:finding/merge", ledger.Review, s.mergeFindings},
		{post, "/reports/:id/findings/:finding/ties", ledger.Review, s.acceptTied},
		{post, "/entries/:number/ties", ledger.Review, s.tieEntry},
		{post, "/entries/:number/ties/drop", ledger.Review, s.untieEntry},
		{post, "/reports/:id/findings/:finding/due", ledger.Review, s.takeDue},
		{get, "/admin/calendar", ledger.Settings, s.showCalendar},
		{post, "/admin/calendar", ledger.Settings, s.saveCalendar},
		{get, "/admin/calendar/file", ledger.Settings, s.sendCalendar},
		{get, "/admin/lights", ledger.Settings, s.showLights},
		{post, "/admin/lights", ledger.Settings, s.saveLights},
		{post, "/admin/lights/drop", ledger.Settings, s.dropLights},
		{get, "/calendar/dues", ledger.Review, s.showDueQuestions},
		{post, "/calendar/dues", ledger.Review, s.answerDueQuestions},
		{get, "/themes", ledger.Survey, s.showThemes},
		{get, "/themes/:name", ledger.Survey, s.showTheme},
		{get, "/compare", ledger.Survey, s.showCompare},
		{get, "/months", ledger.Survey, s.showMonths},
		{get, "/months/:month", ledger.Survey, s.showMonth},
		{get, "/months/:month/bulletin.docx", ledger.Survey, s.sendBulletin},
		{get, "/months/:month/bulletin.pdf", ledger.Survey, s.sendBulletin},
		{post, "/months/:month/seal", ledger.Review, s.sealMonth},
		{get, "/scores", ledger.Survey, s.showScores},
		{get, "/scores/new", ledger.Review, s.showNewScores},
		{post, "/scores", ledger.Review, s.addScores},
		{get, "/scores/template", ledger.Review, s.sendTemplate},
		{get, "/scores/export", ledger.Survey, s.exportScores},
		{get, "/scores/rules", ledger.Review, s.showScoreRules},
		{post, "/scores/rules", ledger.Review, s.saveScoreRule},
		{post, "/scores/rules/drop", ledger.Review, s.dropScoreRule},
		{post, "/scores/ranking", ledger.Review, s.approveRanking},
		{post, "/scores/ranking/end", ledger.Review, s.endRanking},
		{get, "/export/:file", ledger.Read, s.exportEntries},
		{post, "/export/:file", ledger.Read, s.startExport},
		{get, "/jobs", ledger.Self, s.showJobs},
		{get, "/jobs/:id", ledger.Self, s.showJob},
		{get, "/jobs/:id/file", ledger.Self, s.sendJobResult},
		{post, "/jobs/:id/cancel", ledger.Self, s.cancelJob},
		{get, "/ledger-file", ledger.Handle, s.showLedgerFile},
		{post, "/ledger-file", ledger.Handle, s.takeLedgerFile},
		{get, "/ledger-file/:key", ledger.Handle, s.showReturned},
		{post, "/ledger-file/:key", ledger.Handle, s.takeReturned},
		{get, "/units/:code/papers/:file", ledger.Read, s.sendUnitPaper},
		{get, "/papers/:file", ledger.Survey, s.sendMonthPaper},

		{get, "/admin", ledger.Registers, s.showAdmin},
		{get, "/admin/units", ledger.Registers, s.showAdminUnits},
		{post, "/admin/units", ledger.Registers, s.saveUnit},
		{get, "/admin/units/new", ledger.Registers, s.showUnitForm},
		{get, "/admin/units/:code", ledger.Registers, s.showUnitForm},
		{post, "/admin/units/:code", ledger.Registers, s.saveUnit},
		{get, "/admin/themes", ledger.Registers, s.showAdminThemes},
		{post, "/admin/themes", ledger.Registers, s.saveTheme},
		{get, "/admin/themes/new", ledger.Registers, s.showThemeForm},
		{get, "/admin/themes/:name", ledger.Registers, s.showThemeForm},
		{post, "/admin/themes/:name", ledger.Registers, s.saveTheme},
		{get, "/admin/words", ledger.Registers, s.showAdminWords},
		{get, "/admin/words/:list", ledger.Registers, s.showWordForm},
		{post, "/admin/words/:list", ledger.Registers, s.saveWords},
		{get, "/admin/reminders", ledger.Settings, s.showAdminReminders},
		{post, "/admin/reminders", ledger.Settings, s.saveReminders},
		{post, "/admin/reminders/mail", ledger.Settings, s.saveMailServer},
		{get, "/admin/channels/new", ledger.Settings, s.showChannel},
		{post, "/admin/channels", ledger.Settings, s.saveChannel},
		{get, "/admin/channels/:id", ledger.Settings, s.showChannel},
		{post, "/admin/channels/:id", ledger.Settings, s.saveChannel},
		{post, "/admin/channels/:id/test", ledger.Settings, s.testChannel},
		{post, "/admin/channels/:id/drop", ledger.Settings, s.dropChannel},
		{post, "/admin/deliveries/:id/again", ledger.Settings, s.sendAgain},
		{get, "/admin/papers", ledger.Settings, s.showAdminPapers},
		{post, "/admin/papers", ledger.Settings, s.saveLetterhead},
		{post, "/admin/papers/:paper", ledger.Settings, s.tryTemplate},
		{post, "/admin/papers/:paper/use", ledger.Settings, s.useTemplate},
		{post, "/admin/papers/:paper/drop", ledger.Settings, s.dropTemplate},
		{get, "/admin/papers/:paper/starter", ledger.Settings, s.sendStarter},
		{get, "/admin/papers/:paper/file", ledger.Settings, s.sendTemplateFile},
		{get, "/admin/papers/:paper/preview.docx", ledger.Settings, s.sendPreview},
		{get, "/admin/papers/:paper/preview.pdf", ledger.Settings, s.sendPreview},
		{get, "/admin/files/:register", ledger.Registers, s.sendRegister},
		{post, "/admin/files/:register", ledger.Registers, s.loadRegister},
	}
	all = append(all, s.apiRoutes()...)
	if s.Dev {
		all = append(all, route{get, "/gallery", anyone, s.showGallery}, route{get, "/gallery/:page", anyone, s.showGallery})
	}
	return all
}

// healthy says that the process answers.
func (s *Server) healthy(c *gin.Context) error {
	c.String(http.StatusOK, "ok\n")
	return nil
}

// ready says that the database answers too.
func (s *Server) ready(c *gin.Context) error {
	if _, err := s.Store.Revision(c.Request.Context()); err != nil {
		c.String(http.StatusServiceUnavailable, "database does not answer\n")
		return nil
	}
	c.String(http.StatusOK, "ready\n")
	return nil
}
