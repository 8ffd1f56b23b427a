package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/backend/web"
)

type importCommand struct {
	data
	Files     []string `arg:"" name:"file" help:"Reports, and folders of them; - reads standard input."`
	Date      string   `help:"Day of publication, like 2024-09-06; today without it." env:"TAIZHANG_DATE" placeholder:"DAY"`
	Name      string   `help:"What to call the report; the file's name without it." env:"TAIZHANG_NAME"`
	Unit      string   `help:"Code of the unit whose reports these are; needed where there are several districts." env:"TAIZHANG_UNIT" placeholder:"CODE"`
	Keep      bool     `help:"Keep a report in which nothing is found." env:"TAIZHANG_KEEP"`
	Register  bool     `help:"Take every finding into the ledger without review." env:"TAIZHANG_REGISTER"`
	MaxUpload int64    `help:"Largest report, in MB." env:"TAIZHANG_MAX_UPLOAD" default:"32" placeholder:"MB"`
}

// Run brings the reports in, each by itself, and says what became of them.
func (i importCommand) Run(ctx context.Context, s streams) error {
	day, err := i.published()
	if err != nil {
		return err
	}
	found := gather(i.Files)
	if i.Name != "" && !found.alone {
		return ledger.Mistake(ledger.Invalid, "name", "--name 只能用于一个文件。", "--name is for a single file.")
	}
	db, err := i.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if i.Unit != "" {
		if _, err := db.Unit(ctx, i.Unit); err != nil {
			return err
		}
		ctx = store.Within(ctx, i.Unit)
	}
	reader, err := readerOf(ctx, db)
	if err != nil {
		return err
	}
	b := batch{found, terminalLanguage(), s.out, map[outcome]int{}}
	return b.bringIn(ctx, func(path string) (*web.Received, error) {
		file, err := i.read(s, path)
		if err != nil {
			return nil, err
		}
		file.Published = day
		return web.Submit(ctx, db, command, reader, web.Submission{File: file, Keep: i.Keep, Register: i.Register})
	})
}

func (i importCommand) read(s streams, path string) (intake.File, error) {
	if about, err := os.Stat(path); err == nil && about.Size() > i.MaxUpload<<20 {
		return intake.File{}, ledger.Mistake(ledger.TooLarge, "file", "文件太大，最大 %d MB（--max-upload 可调）。", "The file is too large; %d MB at most (see --max-upload).", i.MaxUpload)
	}
	return readFile(s.in, path, i.Name)
}

func (i importCommand) published() (ledger.Date, error) {
	if i.Date == "" {
		return i.today()
	}
	return ledger.ParseDate(i.Date)
}

func received(got *web.Received, l ledger.Lang) string {
	if got.Known && got.Report.Withdrawn() {
		return l.T("这份报告导入过（编号 %d），后来撤回了；要继续使用，请在报告页恢复。", "This report was brought in before (number %d) and withdrawn later; to use it, put it back on its page.", got.Report.ID)
	}
	if got.Known {
		return l.T("这份报告已经导入过（编号 %d），没有新增任何内容。", "This report was brought in before (number %d); nothing was added.", got.Report.ID)
	}
	n := map[ledger.Kind]int{}
	for _, f := range got.Findings {
		n[f.Kind]++
	}
	out := l.T("报告 %d《%s》（%s 发表）：%d 条成绩，%d 条问题，%d 条任务。", "Report %d “%s” (published %s): %d progress, %d shortcomings, %d tasks.",
		got.Report.ID, got.Report.Title, got.Report.Published, n[ledger.Progress], n[ledger.Shortcoming], n[ledger.Task])
	if got.Doubtful {
		out += l.T("表格里有认不出的列，没有读；在网页上导入可以逐列确认。", " Columns of its tables that are not known were not read; the page asks what they hold.")
	}
	return out
}

// readFile reads a file, or standard input for "-".
func readFile(in io.Reader, path, name string) (intake.File, error) {
	f := intake.File{Name: name}
	var err error
	if path == "-" {
		f.Data, err = io.ReadAll(in)
	} else {
		f.Data, err = os.ReadFile(path)
	}
	if err != nil {
		return f, ledger.Mistake(ledger.Unreadable, "file", "读不了 %[1]s：%[2]v。", "Cannot read %[1]s: %[2]v.", path, err)
	}
	f.FileName = filepath.Base(path)
	if f.Name == "" {
		f.Name = f.FileName
	}
	return f, nil
}
