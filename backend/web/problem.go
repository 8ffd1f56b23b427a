package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
)

// problem is how the API says what went wrong: RFC 9457. Its type is the address of a page of this server that explains it.
type problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail"`
	Instance string         `json:"instance"`
	Errors   []fieldProblem `json:"errors,omitempty"`
	Request  string         `json:"request,omitempty"` // the number of a mistake of ours in the log
}

// fieldProblem says what is wrong with one field, parameter, header or cell.
type fieldProblem struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

const (
	problemMIME = "application/problem+json; charset=utf-8"
	problemPath = "/api/problems/"
)

// problemKind is a kind of problem as its page explains it; the detail of each case says what to do.
type problemKind struct {
	name   string
	status int
	title  ledger.Words
	help   ledger.Words
}

var problemKinds = []problemKind{
	{"bad-request", http.StatusBadRequest, ledger.Words{ZH: "请求读不懂", EN: "The request cannot be read"}, ledger.Words{
		ZH: "参数或请求内容的写法不对：筛选条件取了没有的值，或 JSON 里有不认识的字段。detail 写明是哪一个、可以取哪些值。原样重发仍会失败，请改正后再发。",
		EN: "A parameter or the body is not written as it should be: a filter has a value that there is none of, or the JSON a field that is not known. The detail names it and what it takes. Sent again as it is it fails again; mend it first."}},
	{"unauthorized", http.StatusUnauthorized, ledger.Words{ZH: "没有有效的令牌", EN: "There is no valid token"}, ledger.Words{
		ZH: "请求头要有 Authorization: Bearer 令牌。令牌在“我的账号”里建立，也可以用命令 taizhang token create；过期、撤销或账号停用后即失效。",
		EN: "A request carries Authorization: Bearer TOKEN. Make a token under My account, or with taizhang token create; it ends when it expires, is revoked or its account is closed."}},
	{"forbidden", http.StatusForbidden, ledger.Words{ZH: "没有这项权限", EN: "This is not allowed"}, ledger.Words{
		ZH: "令牌有效，但它的角色没有这项权限；联络员只能办理本单位的事项，只读令牌不能改动。需要时请联系安全管理员。被拒绝的请求记入审计记录。",
		EN: "The token is valid, but its role may not do this: a liaison handles the own unit's entries alone, and a read-only token changes nothing. Ask the security administrator. What is refused stands in the audit log."}},
	{"not-found", http.StatusNotFound, ledger.Words{ZH: "没有找到", EN: "There is nothing here"}, ledger.Words{
		ZH: "路径不对，或所指的报告、事项、单位、月份不存在。编号要按网址编码。",
		EN: "The path is not one of the API, or the report, entry, unit or month that it names does not exist. Numbers of entries are percent-encoded."}},
	{"method", http.StatusMethodNotAllowed, ledger.Words{ZH: "这里不接受这种方法", EN: "This method is not taken here"}, ledger.Words{
		ZH: "路径存在，但不接受这种请求方法。应答头 Allow 列出可用的方法。", EN: "The path exists but not for this method; the header Allow lists those that it takes."}},
	{"conflict", http.StatusConflict, ledger.Words{ZH: "与现状冲突", EN: "It does not go with how things stand"}, ledger.Words{
		ZH: "请求本身没有错，但事项现在的状态不允许这样做，例如已销号的不能再交办。请先读取现状，再决定怎么做。",
		EN: "Nothing is wrong with the request, but the state of things does not allow it: what is struck off cannot be assigned. Read how it stands and decide anew."}},
	{"version-needed", http.StatusPreconditionRequired, ledger.Words{ZH: "没有写明版本", EN: "The version is missing"}, ledger.Words{
		ZH: "改动有版本的内容时，要写明改的是哪一版，免得覆盖别人刚做的改动。读取这一条，把答复头 ETag 的值放在请求头 If-Match 里再发；确实不论版本都要改时，写 If-Match: *。没有保存任何改动。",
		EN: "A change of what has versions says which one it is meant for, so that it does not undo what somebody else just did. Read the entry and send the value of its header ETag in If-Match; to change it whichever version it has, send If-Match: *. Nothing was saved."}},
	{"stale", http.StatusPreconditionFailed, ledger.Words{ZH: "别人已经改过", EN: "Somebody has changed it meanwhile"}, ledger.Words{
		ZH: "If-Match 给出的版本不是现在的版本：您读取之后，别人改过这一条。没有保存任何改动。请重新读取，核对后用新的 ETag 再发。",
		EN: "The version given in If-Match is not the present one: somebody changed the entry since you read it. Nothing was saved. Read it again, look at what changed, and send with the new ETag."}},
	{"too-large", http.StatusRequestEntityTooLarge, ledger.Words{ZH: "内容太大", EN: "It is too large"}, ledger.Words{
		ZH: "请求内容或文件超过上限。detail 写明上限，请拆分后再发。", EN: "The body or a file is larger than what is taken; the detail says how much that is. Split it."}},
	{"unreadable", http.StatusUnsupportedMediaType, ledger.Words{ZH: "文件读不出来", EN: "The file cannot be read"}, ledger.Words{
		ZH: "文件不是可以读取的格式，或已损坏、加密。", EN: "The file is of no kind that is read here, or is damaged or encrypted."}},
	{"invalid", http.StatusUnprocessableEntity, ledger.Words{ZH: "有一项要改", EN: "A value needs mending"}, ledger.Words{
		ZH: "请求读懂了，但有内容不合规则。errors 逐项写明是哪个字段、要怎么改；没有保存任何改动。",
		EN: "The request was read, but something in it is against the rules. errors names each field and what it needs; nothing was saved."}},
	{"key-reused", http.StatusUnprocessableEntity, ledger.Words{ZH: "幂等键已用于别的请求", EN: "The key was used for another request"}, ledger.Words{
		ZH: "同一个 Idempotency-Key 在 24 小时内已经用于内容不同的请求。一件事一个键，重试时键和内容都不变。",
		EN: "The same Idempotency-Key came with another request within 24 hours. Take one key for one thing to be done, and send both unchanged when you try again."}},
	{"key-in-use", http.StatusConflict, ledger.Words{ZH: "同一请求正在办理", EN: "The same request is being carried out"}, ledger.Words{
		ZH: "同一个 Idempotency-Key 的请求正在办理，或上次办成后答复没有留下。绝不会办两次。请按 Retry-After 稍后再试；如果 detail 说答复没有留下，请查询现状。",
		EN: "A request with this Idempotency-Key is being carried out, or was carried out and its answer lost. It is never done twice. Try again after Retry-After; where the detail says that the answer was lost, look at how things stand."}},
	{"too-many", http.StatusTooManyRequests, ledger.Words{ZH: "请求太频繁", EN: "Too many requests"}, ledger.Words{
		ZH: "超过了这个账号或地址的频率上限。请按 Retry-After 的秒数等待；应答头 RateLimit 写明还剩多少。",
		EN: "More requests came from this account or address than are taken. Wait for the seconds that Retry-After gives; the header RateLimit says how many are left."}},
	{"internal", http.StatusInternalServerError, ledger.Words{ZH: "系统出了问题", EN: "Something went wrong here"}, ledger.Words{
		ZH: "这是系统的问题，没有保存任何改动。可以带同一个 Idempotency-Key 重试；反复出现时请把 request 里的编号告诉管理员。",
		EN: "The fault is ours and nothing was saved. Try again with the same Idempotency-Key; if it goes on, give the administrator the number in request."}},
}

// kindOf is the kind of problem that a mistake is.
func kindOf(m *ledger.Error) problemKind {
	name := strings.ReplaceAll(string(m.Code), "_", "-")
	switch {
	case m.Stale():
		name = "stale"
	case m.Field == ledger.IdempotencyKey && m.Code == ledger.Conflict:
		name = "key-in-use"
	case m.Field == ledger.IdempotencyKey && m.Code == ledger.Invalid:
		name = "key-reused"
	}
	if k := findProblem(name); k != nil {
		return *k
	}
	return problemKinds[len(problemKinds)-1]
}

func findProblem(name string) *problemKind {
	for i := range problemKinds {
		if problemKinds[i].name == name {
			return &problemKinds[i]
		}
	}
	return nil
}

// sendProblem answers a program with a mistake; request is the number under which one of ours stands in the log.
func sendProblem(w http.ResponseWriter, r *http.Request, m *ledger.Error, request string) {
	k, l := kindOf(m), languageOf(r)
	p := problem{
		Type: problemPath + k.name, Title: k.title.In(l), Status: k.status, Detail: m.Words.In(l), Instance: ledger.Shorten(r.URL.RequestURI(), 300), Request: request,
	}
	for _, f := range m.Fields() {
		p.Errors = append(p.Errors, fieldProblem{f.Field, f.Words.In(l)})
	}
	body, _ := json.Marshal(p) // strings and numbers: never fails
	h := w.Header()
	h.Del("ETag")
	if k.name == "key-in-use" {
		h.Set("Retry-After", "1")
	}
	h.Set("Content-Type", problemMIME)
	h.Set("Content-Language", l.T("zh-CN", "en"))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(k.status)
	_, _ = w.Write(body)
}

// problemOf answers a request of the API with a mistake.
func (s *Server) problemOf(c *gin.Context, m *ledger.Error, request string) {
	sendProblem(c.Writer, c.Request, m, request)
	c.Abort()
}
