package parts

import (
	"context"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestMarked(t *testing.T) {
	for _, c := range []struct{ text, query, want string }{
		{"接诉即办", "诉即", "接[诉即]办"},
		{"老旧小区\n改造", "小区改造", "老旧[小区\n改造]"},
		{"ＡＩ 大模型", "ai大", "[ＡＩ 大]模型"},
		{"整改整改", "整改", "[整改整改]"},
		{"城市管理", "城市 市管", "[城市管]理"},
		{"a<b>&", "<B", "a[&lt;b]&gt;&amp;"},
		{"没有", "这个 ", "没有"},
		{"哈哈哈", "哈哈", "[哈哈]哈"},
	} {
		var b strings.Builder
		if err := marked(c.text, c.query).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		got := strings.NewReplacer(`<mark class="hit">`, "[", "</mark>", "]").Replace(b.String())
		if got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.query, c.text, got, c.want)
		}
	}
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("前", 40) + "飞线充电" + strings.Repeat("后", 40)
	if got := snippet(long, "飞线"); got != "…"+strings.Repeat("前", 16)+"飞线充电"+strings.Repeat("后", 14)+"…" {
		t.Errorf("snippet is %q", got)
	}
	r := Row{Entry: ledger.Entry{Text: "消防安全", Quote: "小区内\n飞线充电多"}, Query: "消防 飞线"}
	if got := r.elsewhere(); got != "小区内飞线充电多" {
		t.Errorf("the quote shows %q", got)
	}
	r.Query = "消防"
	if got := r.elsewhere(); got != "" {
		t.Errorf("nothing was missing, and the quote shows %q", got)
	}
}
