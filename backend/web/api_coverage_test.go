package web_test

import (
	"strings"
	"testing"

	"taizhang/backend/web"
)

// Why a route of the pages needs nothing beside it in the API.
const (
	formAlone   = "none: only shows a form; the operations that its sending has beside it do the work"
	formSteps   = "none: a step of a form in between: the API takes what is needed at once"
	ofSignIn    = "none: signs a person in or guards the account: a program has a token, and a token that could change this would outlive it"
	ofBrowser   = "none: is about the browser alone"
	ofMachine   = "none: is for machines already"
	development = "none: is there in development alone"
)

// beside says for every route of the pages by which operations a program does the same, or why by none.
var beside = map[string]string{
	"GET /healthz": ofMachine, "GET /readyz": ofMachine, "GET /api": ofMachine, "GET /api/openapi.yaml": ofMachine, "GET /api/openapi.json": ofMachine, "GET /api/problems/:problem": ofMachine,
	"GET /feeds/:token/due.ics": ofMachine, "GET /feeds/:token/changes.atom": ofMachine,
	"GET /sign-in": ofSignIn, "POST /sign-in": ofSignIn, "GET /sign-in/code": ofSignIn, "POST /sign-in/code": ofSignIn, "GET /enter/:token": ofSignIn, "GET /invite/:token": ofSignIn,
	"POST /invite/:token": ofSignIn, "POST /sign-out": ofSignIn, "POST /me/password": ofSignIn, "GET /me/two-step": ofSignIn, "POST /me/two-step": ofSignIn, "POST /me/two-step/codes": ofSignIn,
	"POST /me/two-step/off": ofSignIn, "POST /me/sessions/:session/end": ofSignIn, "POST /me/tokens": ofSignIn, "POST /me/tokens/:id/drop": ofSignIn, "GET /setup": ofSignIn, "POST /setup": ofSignIn,
	"POST /language": ofBrowser, "POST /me/list": ofBrowser, "GET /help": ofBrowser, "GET /admin": ofBrowser,
	"GET /gallery": development, "GET /gallery/:page": development,

	"GET /me": "getMe listWork", "POST /me/subscription": "subscribe", "POST /me/subscription/end": "unsubscribe",
	"GET /accounts": "listAccounts getTwoStepRoles", "POST /accounts": "addAccount", "POST /accounts/two-step": "saveTwoStepRoles", "POST /accounts/:user/two-step/reset": "resetTwoStep",
	"POST /accounts/import": "importAccounts", "GET /accounts/:user": "getAccount", "POST /accounts/:user": "saveAccount", "POST /accounts/:user/invite": "inviteAccount",
	"POST /accounts/:user/sessions/end": "endSessions", "GET /audit": "listAudit", "GET /audit/export": "getAuditFile",

	"GET /": "getOverview", "GET /units": "getOverview listUnits", "GET /units/names": "listUnits", "GET /units/:code": "getUnit getUnitSummary", "GET /units/:code/brief": "getUnitPaper getUnitSummary",
	"POST /units/:code/acknowledge": "acknowledgeEntries", "GET /themes": "listThemeTallies listThemes", "GET /themes/:name": "getThemeSummary", "GET /compare": "compare",
	"GET /live":    "listEntries", // with If-None-Match: 304 until somebody changed something
	"GET /entries": "listEntries", "POST /entries/bulk": "tryMoves", "POST /entries/bulk/do": "makeMoves",
	"POST /views": "saveView", "GET /views/:view": "listViews listEntries", "POST /views/:view/drop": "dropView",
	"GET /entries/:number": "getEntry listMoves listEvents listSources listChain listParts listFeedback listExtensions listAttachments listTies listEntryReminders", "POST /entries/:number": "editEntry",
	"POST /entries/:number/moves": "moveEntry", "GET /entries/:number/files/:attachment": "getAttachment", "POST /entries/:number/remind": "remindEntry",
	"POST /entries/:number/ties": "addTie", "POST /entries/:number/ties/drop": "dropTie",
	"GET /reminders": "listReminders", "GET /units/:code/reminders": "listUnitReminders", "POST /units/:code/reminders/read": "readReminders",

	"GET /reports": "listReports", "GET /reports/new": formAlone, "GET /reports/received": formSteps, "GET /reports/aside/:key": formSteps, "POST /reports": "addReport importReports",
	"GET /reports/:id": "getReport listFindings getFinding", "GET /reports/:id/original": "getOriginal", "GET /reports/:id/withdraw": "previewWithdrawal", "POST /reports/:id/withdraw": "withdrawReport",
	"POST /reports/:id/put-back": "putBackReport", "GET /reports/:id/reading": "previewReading", "POST /reports/:id/reading": "takeReading", "POST /reports/:id/accept": "acceptFindings",
	"POST /reports/:id/findings": "addFinding", "POST /reports/:id/findings/:finding": "editFinding", "POST /reports/:id/findings/:finding/moves": "moveFinding",
	"POST /reports/:id/findings/:finding/split": "splitFinding", "POST /reports/:id/findings/:finding/merge": "mergeFindings", "POST /reports/:id/findings/:finding/ties": "acceptTied",
	"POST /reports/:id/findings/:finding/due": "takeSuggestedDue",

	"GET /admin/calendar": "getCalendar", "POST /admin/calendar": "tryCalendar saveCalendar", "GET /admin/calendar/file": "getCalendarFile", "GET /calendar/dues": "listDueQuestions",
	"POST /calendar/dues": "answerDueQuestions", "GET /admin/lights": "getLights", "POST /admin/lights": "tryLights saveLights", "POST /admin/lights/drop": "dropLights",
	"GET /months": "listMonths", "GET /months/:month": "getMonth compare", "GET /months/:month/bulletin.docx": "getBulletin getMonthPaper", "GET /months/:month/bulletin.pdf": "getMonthPaper", "POST /months/:month/seal": "sealMonth",
	"GET /scores": "listScores", "GET /scores/new": formAlone, "POST /scores": "addScores", "GET /scores/template": "getScoreTemplate", "GET /scores/export": "getScoresFile", "GET /scores/rules": "getScoreRules",
	"POST /scores/rules": "saveScoreRule", "POST /scores/rules/drop": "dropScoreRule", "POST /scores/ranking": "approveRanking", "POST /scores/ranking/end": "endRanking",

	"GET /export/:file": "exportEntries listFiles", "POST /export/:file": "startExport", "GET /jobs": "listJobs", "GET /jobs/:id": "getJob", "GET /jobs/:id/file": "getJobFile", "POST /jobs/:id/cancel": "cancelJob",
	"GET /ledger-file": formAlone, "POST /ledger-file": "tryLedgerFile", "GET /ledger-file/:key": "tryLedgerFile", "POST /ledger-file/:key": "takeLedgerFile",
	"GET /units/:code/papers/:file": "getUnitPaper", "GET /papers/:file": "getMonthPaper",

	"GET /admin/units": "listUnits", "POST /admin/units": "loadRegister tryRegister", "GET /admin/units/new": formAlone, "GET /admin/units/:code": formAlone, "POST /admin/units/:code": "loadRegister tryRegister",
	"GET /admin/themes": "listThemes", "POST /admin/themes": "loadRegister tryRegister", "GET /admin/themes/new": formAlone, "GET /admin/themes/:name": formAlone, "POST /admin/themes/:name": "loadRegister tryRegister",
	"GET /admin/words": "getRegister", "GET /admin/words/:list": formAlone, "POST /admin/words/:list": "loadRegister tryRegister", "GET /admin/files/:register": "getRegister", "POST /admin/files/:register": "loadRegister tryRegister",
	"GET /admin/reminders": "getReminderPolicy getMailServer listChannels listDeliveries", "POST /admin/reminders": "saveReminderPolicy", "POST /admin/reminders/mail": "saveMailServer",
	"GET /admin/channels/new": formAlone, "POST /admin/channels": "addChannel", "GET /admin/channels/:id": "getChannel", "POST /admin/channels/:id": "saveChannel", "POST /admin/channels/:id/test": "testChannel",
	"POST /admin/channels/:id/drop": "dropChannel", "POST /admin/deliveries/:id/again": "sendAgain",
	"GET /admin/papers": "getLetterhead listTemplates", "POST /admin/papers": "saveLetterhead", "POST /admin/papers/:paper": "tryTemplate", "POST /admin/papers/:paper/use": "useTemplate",
	"POST /admin/papers/:paper/drop": "dropTemplate", "GET /admin/papers/:paper/starter": "getStarter", "GET /admin/papers/:paper/file": "getTemplate",
	"GET /admin/papers/:paper/preview.docx": "previewTemplate", "GET /admin/papers/:paper/preview.pdf": "previewTemplatePDF",
}

// TestTheAPICoversThePages: every route of the pages has beside it what a program calls for the same, or a reason; and what is named
// is there, needs the same right, and is all that there is.
func TestTheAPICoversThePages(t *testing.T) {
	w := newWorld(t)
	k := newContract(w)
	rights := map[string]string{} // of operations
	for path, item := range k.doc.Paths.Map() {
		for method, o := range item.Operations() {
			for _, r := range web.Routes(w.Config.Handler) {
				if r.Method == method && r.Path == "/api/v1"+strings.NewReplacer("{", ":", "}", "").Replace(path) {
					rights[o.OperationID] = string(r.Right)
				}
			}
		}
	}
	pages, named := map[string]bool{}, map[string]bool{}
	for _, r := range web.Routes(w.Config.Handler) {
		if strings.HasPrefix(r.Path, "/api/v1/") {
			continue
		}
		route := r.Method + " " + r.Path
		pages[route] = true
		same, ok := beside[route]
		if !ok {
			t.Errorf("%s has no operation of the API beside it, and no reason why", route)
		}
		if strings.HasPrefix(same, "none: ") {
			continue
		}
		match := r.Method == "GET"
		for _, id := range strings.Fields(same) {
			right, ok := rights[id]
			if named[id] = true; !ok {
				t.Errorf("%s: there is no operation %s", route, id)
			}
			match = match || right == string(r.Right)
		}
		if !match {
			t.Errorf("%s needs the right %s, none of %s does", route, r.Right, same)
		}
	}
	for route := range beside {
		if !pages[route] {
			t.Errorf("there is no route %s any more", route)
		}
	}
	for id := range rights {
		if !named[id] {
			t.Errorf("the operation %s stands beside no route of the pages", id)
		}
	}
}
