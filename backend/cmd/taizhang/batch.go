package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/web"
)

// outcome is what becomes of a file that is brought in.
type outcome int

const (
	taken outcome = iota
	known
	nothing
	refused
)

// batch brings files in one after the other and tells how far it is.
type batch struct {
	gathered
	lang  ledger.Lang
	out   io.Writer
	count map[outcome]int
}

// bringIn hands each file to submit. What stands against one file keeps back no other; at the end it is a mistake all the
// same, so that a script notices. A fault of ours, as a full disk, ends it at once.
func (b batch) bringIn(ctx context.Context, submit func(path string) (*web.Received, error)) error {
	if b.alone {
		got, err := submit(b.files[0])
		if err == nil {
			b.say(received(got, b.lang))
		}
		return err
	}
	for _, s := range b.skipped {
		b.say(b.lang.T("跳过 %s：%s", "skipped %s: %s", s.path, s.why.In(b.lang)))
	}
	for i, path := range b.files {
		if ctx.Err() != nil {
			break
		}
		got, err := submit(path)
		if err != nil && ledger.AsMistake(err) == nil {
			return errors.Join(fmt.Errorf("%s: %w", path, err), b.summary())
		}
		b.say(fmt.Sprintf("[%d/%d] %s%s%s", i+1, len(b.files), path, b.lang.T("：", ": "), b.became(got, err)))
	}
	return b.summary()
}

func (b batch) became(got *web.Received, err error) string {
	switch m := ledger.AsMistake(err); {
	case errors.Is(err, web.ErrNothingFound):
		b.count[nothing]++
		return b.lang.T("没有读出事项，没有保存（--keep 可保留）", "nothing found and not stored (--keep stores it)")
	case m != nil:
		b.count[refused]++
		return b.lang.T("没有导入。%s", "not taken in. %s", m.Words.In(b.lang))
	case got.Known:
		b.count[known]++
	default:
		b.count[taken]++
	}
	return received(got, b.lang)
}

// summary says what became of all, and is a mistake where files were refused or not reached.
func (b batch) summary() error {
	n := b.count
	b.say(b.lang.T("共 %d 个文件：导入 %d，已有 %d，无事项 %d，未导入 %d；另跳过 %d。", "%d files: %d taken in, %d known, %d without findings, %d not taken in; %d skipped.",
		len(b.files), n[taken], n[known], n[nothing], n[refused], len(b.skipped)))
	left := len(b.files) - n[taken] - n[known] - n[nothing] - n[refused]
	switch {
	case left > 0:
		return ledger.Mistake(ledger.Invalid, "file", "中途停止，还有 %d 个文件没有读；再运行一次会接着导入，已导入的不会重复。", "Stopped with %d files unread; run it again to go on, nothing is taken in twice.", left)
	case n[refused] > 0:
		return ledger.Mistake(ledger.Unreadable, "file", "有 %d 个文件没有导入。", "%d of the files were not taken in.", n[refused])
	case len(b.files) == 0:
		return ledger.Mistake(ledger.Invalid, "file", "这里没有能读的文件。", "There is no file here that can be read.")
	}
	return nil
}

func (b batch) say(line string) { fmt.Fprintln(b.out, strings.TrimRight(line, "\n")) }
