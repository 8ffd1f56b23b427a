package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

func apiPage(b pages.Base) pages.APIPage {
	words := func(zh, en string) ledger.Words { return ledger.Words{ZH: zh, EN: en} }
	return pages.APIPage{
		Base:  b,
		Intro: words("**登录。** 每次调用都带令牌：`Authorization: Bearer 令牌`。\n\n**列表** 都返回 `items`、`total` 和 `next`。", "**Signing in.** Every call carries a token as `Authorization: Bearer TOKEN`.\n\n**Lists** are answered as `items`, `total` and `next`."),
		Parts: []pages.APIPart{{Name: "entries", Words: words("台账", "Entries"), Help: words("从立项到销号的事项", "What is tracked from registration to striking off"), Operations: []pages.APIOperation{
			{ID: "listEntries", Method: "GET", Path: "/entries", Words: words("台账事项", "Entries of the ledger"), Help: words("把 `cursor` 设为上次返回的 `next` 继续取。", "Go on with `cursor` set to the last answer's `next`."), Right: words("查阅、导出事项", "Read and export entries"),
				Fields:  []pages.APIField{{Name: "kind", In: "query", Type: pages.APIType{Schema: "Kind"}, Words: words("类别", "Of one kind")}, {Name: "limit", In: "query", Type: pages.APIType{Words: "integer"}, Words: words("一次多少条", "How many at a time")}},
				Answers: []pages.APIBody{{Status: "200", Media: "application/json", Schema: "Entry"}}},
			{ID: "moveEntry", Method: "POST", Path: "/entries/{number}/moves", Words: words("办理事项", "Move an entry"), Right: words("签收、反馈、报审", "Acknowledge entries, report back, submit them"),
				Fields: []pages.APIField{{Name: "number", In: "path", Required: true, Type: pages.APIType{Words: "string"}, Words: words("事项编号", "The entry's number")}},
				Bodies: []pages.APIBody{{Media: "application/json", Schema: "Entry"}, {Media: "multipart/form-data", Schema: "Entry"}}, Answers: []pages.APIBody{{Status: "200", Media: "application/json", Schema: "Entry"}}},
		}}},
		Schemas: []pages.APISchema{
			{Name: "Kind", Words: words("成绩、问题、任务", "Praise, a shortcoming, or a task"), Type: pages.APIType{Words: "string", Values: []string{"progress", "shortcoming", "task"}}},
			{Name: "Entry", Fields: []pages.APIField{{Name: "number", Required: true, Type: pages.APIType{Words: "string"}, Words: words("编号，采纳立项前为空", "Empty until a person accepts the finding")}, {Name: "kind", Required: true, Type: pages.APIType{Schema: "Kind"}}}},
		},
		Problems: []pages.APIProblem{problemShown(), {Name: "too-many", Status: 429, Title: words("请求太频繁", "Too many requests")}},
	}
}

func problemShown() pages.APIProblem {
	return pages.APIProblem{Name: "stale", Status: 412, Title: ledger.Words{ZH: "别人已经改过", EN: "Somebody has changed it meanwhile"}, Help: ledger.Words{
		ZH: "If-Match 给出的版本不是现在的版本：您读取之后，别人改过这一条。请重新读取，核对后用新的 ETag 再发。", EN: "The version given in If-Match is not the present one. Read the entry again and send with the new ETag.",
	}}
}
