package web_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestE2ESeveralFiles chooses several files in a browser without script, as a person does, and answers what is asked.
func TestE2ESeveralFiles(t *testing.T) {
	b := openTab(t, false)
	folder := t.TempDir()
	var paths []string
	for _, f := range []named{{"九月.txt", []byte(short)}, {"任务.csv", []byte(strange)}, {"天气.txt", []byte(weather)}, {"照片.png", []byte("\x89PNG\r\n\x1a\n")}} {
		paths = append(paths, filepath.Join(folder, f.name))
		check(t, os.WriteFile(paths[len(paths)-1], f.data, 0o600))
	}
	b.do(b.visit("/reports/new"), chromedp.SetUploadFiles(chromedp.CSS("#file"), paths))
	b.looks("report-new")
	b.leave(".intake .go")
	b.says("main", "4 份，已导入 1，无事项 1，待确认 1，未导入 1")
	b.looks("reports-received")
	b.leave(".is-columns .btn")
	b.looks("report-columns")
	b.do(chromedp.SendKeys(chromedp.CSS(`[name="holds.0.1"]`), "任务"), chromedp.SendKeys(chromedp.CSS(`[name="holds.0.2"]`), "牵头"))
	b.leave(".columns .go")
	b.says("#desk", "完成6个小区管线改造")
	b.do(b.visit("/reports/received"))
	b.leave(".is-nothing .btn")
	b.looks("report-nothing")
	b.leave(".intake .go")
	b.says("#desk", "最高气温")
	b.do(b.visit("/reports/received"))
	b.says("main", "4 份，已导入 3，未导入 1")
}

// TestE2EBoundsBeforeSending says what is too much before it is sent, and that reading takes a while.
func TestE2EBoundsBeforeSending(t *testing.T) {
	b := openTab(t, true)
	big, small := filepath.Join(t.TempDir(), "big.txt"), filepath.Join(t.TempDir(), "small.txt")
	check(t, os.WriteFile(big, make([]byte, 2<<20), 0o600))
	check(t, os.WriteFile(small, []byte(short), 0o600))
	b.do(b.visit("/reports/new"), chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{big}))
	if said := eval[string](b, `document.querySelector("#file").validationMessage`); !strings.Contains(said, "每个最大 1 MB") {
		t.Errorf("the browser says %q", said)
	}
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{small}))
	if said := eval[string](b, `document.querySelector("#file").validationMessage`); said != "" {
		t.Errorf("the browser says %q of a small file", said)
	}
	eval[bool](b, `(document.querySelector(".intake").addEventListener("submit", ev => ev.preventDefault()), true)`)
	b.do(chromedp.Click(chromedp.CSS(".intake .go")))
	if !eval[bool](b, `!document.querySelector(".busy").hidden`) {
		t.Error("nothing says that it takes a while")
	}
}

// looks takes pictures of the present page, wide and narrow, and fails where it is wider than its window.
func (b *tab) looks(name string) {
	b.t.Helper()
	for _, width := range []int64{390, 1440} {
		b.do(chromedp.EmulateViewport(width, 900))
		b.picture(fmt.Sprintf("%s-zh-%d", name, width))
		if over := eval[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			b.t.Errorf("%s is %d pixels wider than a window of %d", name, over, width)
		}
	}
}
