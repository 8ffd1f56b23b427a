package web

import (
	"net/http"

	"taizhang/backend/ledger"
)

// apiRoutes is what programs call with a token: every page's work, by the same functions. docs/api/openapi.yaml describes each,
// and a test holds both against one another.
func (s *Server) apiRoutes() []route {
	const get, post, patch, put, del = http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodPut, http.MethodDelete
	return []route{
		{get, "/api/v1/me", ledger.Self, s.apiMe},
		{get, "/api/v1/me/work", ledger.Self, s.apiWork},

		{get, "/api/v1/entries", ledger.Read, s.apiEntries},
		{get, "/api/v1/entries/:number", ledger.Read, s.apiEntry},
		{patch, "/api/v1/entries/:number", ledger.Review, s.apiEditEntry},
		{get, "/api/v1/entries/:number/moves", ledger.Read, s.apiMoves},
		{post, "/api/v1/entries/:number/moves", ledger.Handle, s.apiMove},
		{get, "/api/v1/entries/:number/events", ledger.Read, s.apiEvents},
		{get, "/api/v1/entries/:number/sources", ledger.Read, s.apiSources},
		{get, "/api/v1/entries/:number/chain", ledger.Read, s.apiChain},
		{get, "/api/v1/entries/:number/parts", ledger.Read, s.apiParts},
		{get, "/api/v1/entries/:number/feedback", ledger.Read, s.apiFeedback},
		{get, "/api/v1/entries/:number/extensions", ledger.Read, s.apiExtensions},
		{get, "/api/v1/entries/:number/attachments", ledger.Read, s.apiAttachments},
		{get, "/api/v1/entries/:number/attachments/:attachment", ledger.Read, s.sendAttachment},
		{get, "/api/v1/entries/:number/reminders", ledger.Read, s.apiEntryReminders},
		{post, "/api/v1/entries/:number/reminders", ledger.Decide, s.apiRemind},
		{get, "/api/v1/entries/:number/ties", ledger.Read, s.apiTies},
		{post, "/api/v1/entries/:number/ties", ledger.Review, s.apiTie},
		{post, "/api/v1/entries/:number/ties/drop", ledger.Review, s.apiUntie},

		{post, "/api/v1/moves/preview", ledger.Handle, s.apiTryMoves},
		{post, "/api/v1/moves", ledger.Handle, s.apiMakeMoves},
		{get, "/api/v1/views", ledger.Self, s.apiViews},
		{post, "/api/v1/views", ledger.Read, s.apiSaveView},
		{del, "/api/v1/views/:view", ledger.Self, s.apiDropView},
		{post, "/api/v1/ledger-file/preview", ledger.Handle, s.apiTryLedgerFile},
		{post, "/api/v1/ledger-file", ledger.Handle, s.apiTakeLedgerFile},

		{get, "/api/v1/reports", ledger.Survey, s.apiReports},
		{post, "/api/v1/reports", ledger.Review, s.apiAddReport},
		{get, "/api/v1/reports/:id", ledger.Survey, s.apiReport},
		{get, "/api/v1/reports/:id/original", ledger.Survey, s.sendOriginal},
		{get, "/api/v1/reports/:id/withdrawal", ledger.Review, s.apiWithdrawal},
		{post, "/api/v1/reports/:id/withdraw", ledger.Review, s.apiWithdraw},
		{post, "/api/v1/reports/:id/put-back", ledger.Review, s.apiPutBack},
		{get, "/api/v1/reports/:id/reading", ledger.Review, s.apiReading},
		{post, "/api/v1/reports/:id/reading", ledger.Review, s.apiTakeReading},
		{post, "/api/v1/reports/:id/accept", ledger.Review, s.apiAccept},
		{get, "/api/v1/reports/:id/findings", ledger.Survey, s.apiFindings},
		{post, "/api/v1/reports/:id/findings", ledger.Review, s.apiAddFinding},
		{get, "/api/v1/reports/:id/findings/:finding", ledger.Survey, s.apiFinding},
		{patch, "/api/v1/reports/:id/findings/:finding", ledger.Review, s.apiEditFinding},
		{post, "/api/v1/reports/:id/findings/:finding/moves", ledger.Review, s.apiMoveFinding},
		{post, "/api/v1/reports/:id/findings/:finding/split", ledger.Review, s.apiSplit},
		{post, "/api/v1/reports/:id/findings/:finding/merge", ledger.Review, s.apiMerge},
		{post, "/api/v1/reports/:id/findings/:finding/ties", ledger.Review, s.apiAcceptTied},
		{post, "/api/v1/reports/:id/findings/:finding/due", ledger.Review, s.apiTakeDue},

		{get, "/api/v1/overview", ledger.Survey, s.apiOverview},
		{get, "/api/v1/units", ledger.Self, s.apiUnits},
		{get, "/api/v1/units/:code", ledger.Read, s.apiUnit},
		{get, "/api/v1/units/:code/summary", ledger.Read, s.apiUnitSummary},
		{get, "/api/v1/units/:code/reminders", ledger.Read, s.apiUnitReminders},
		{post, "/api/v1/units/:code/reminders/read", ledger.Handle, s.apiReadReminders},
		{post, "/api/v1/units/:code/acknowledge", ledger.Handle, s.apiAcknowledge},
		{get, "/api/v1/reminders", ledger.Survey, s.apiReminders},
		{get, "/api/v1/themes", ledger.Self, s.apiThemes},
		{get, "/api/v1/themes/tallies", ledger.Survey, s.apiThemeTallies},
		{get, "/api/v1/themes/:name/summary", ledger.Survey, s.apiTheme},
		{get, "/api/v1/compare", ledger.Survey, s.apiCompare},
		{get, "/api/v1/calendar", ledger.Self, s.apiCalendar},
		{get, "/api/v1/registers/:register", ledger.Registers, s.sendRegister},
		{put, "/api/v1/registers/:register", ledger.Registers, s.apiLoadRegister},

		{get, "/api/v1/months", ledger.Survey, s.apiMonths},
		{get, "/api/v1/months/:month", ledger.Survey, s.apiMonth},
		{post, "/api/v1/months/:month/seal", ledger.Review, s.apiSeal},
		{get, "/api/v1/months/:month/bulletin", ledger.Survey, s.sendBulletin},
		{get, "/api/v1/scores", ledger.Survey, s.apiScores},
		{post, "/api/v1/scores", ledger.Review, s.apiAddScores},
		{get, "/api/v1/scores/file", ledger.Survey, s.exportScores},

		{get, "/api/v1/exports", ledger.Self, s.apiFormats},
		{get, "/api/v1/exports/:file", ledger.Read, s.exportEntries},
		{post, "/api/v1/exports/:file", ledger.Read, s.apiStartExport},
		{get, "/api/v1/jobs", ledger.Self, s.apiJobs},
		{get, "/api/v1/jobs/:id", ledger.Self, s.apiJob},
		{get, "/api/v1/jobs/:id/file", ledger.Self, s.sendJobResult},
		{post, "/api/v1/jobs/:id/cancel", ledger.Self, s.apiCancelJob},
		{get, "/api/v1/units/:code/papers/:file", ledger.Read, s.sendUnitPaper},
		{get, "/api/v1/papers/:file", ledger.Survey, s.sendMonthPaper},
		{get, "/api/v1/audit", ledger.Audit, s.apiAudit},
		{get, "/api/v1/audit/file", ledger.Audit, s.exportAudit},
	}
}
