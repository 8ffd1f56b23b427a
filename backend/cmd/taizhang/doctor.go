package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

type doctorCommand struct {
	data
	Backup string `help:"The folder that backups are kept in." env:"TAIZHANG_BACKUP" placeholder:"FOLDER"`
	Repair bool   `help:"Count anew where the kept counts are wrong; that is on record in the audit log."`
}

// symptom is what one check found: how bad it is, and, where it is not well, what to do.
type symptom struct {
	grade grade
	words ledger.Words
}

type grade int

const (
	well grade = iota
	watch
	ill
)

var grades = map[grade]ledger.Words{well: {ZH: "正常", EN: "well "}, watch: {ZH: "注意", EN: "watch"}, ill: {ZH: "故障", EN: "ILL  "}}

func said(g grade, zh, en string, args ...any) symptom {
	return symptom{g, ledger.Words{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}}
}

// Run checks a system and says of each thing how it is and, where it is not well, what to do. It fails if anything is ill. It only
// reads, but for what it is told to repair.
func (d doctorCommand) Run(ctx context.Context, io streams) error {
	db, err := d.openBare(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	lang, worst := terminalLanguage(), well
	for _, check := range []func(context.Context, *store.Store) (symptom, error){
		d.file, d.auditLog, d.counts, d.space, d.backedUp, d.clock, d.holidays, d.messages, d.people,
	} {
		found, err := check(ctx, db)
		if err != nil {
			return err
		}
		worst = max(worst, found.grade)
		fmt.Fprintf(io.out, "%s  %s\n", grades[found.grade].In(lang), found.words.In(lang))
	}
	if worst == ill {
		return ledger.Mistake(ledger.Conflict, "doctor", "有故障，请照上面的说明处理。", "Something is ill; do what is said above.")
	}
	return nil
}

func (d doctorCommand) file(ctx context.Context, db *store.Store) (symptom, error) {
	damaged, err := db.Damage(ctx)
	if err != nil {
		return symptom{}, err
	}
	if len(damaged) > 0 {
		return said(ill, "数据已损坏：%[1]s。请停下程序，把数据留存，从备份恢复（taizhang restore）。", "The data are damaged: %[1]s. Stop the program, keep the data, restore a backup (taizhang restore).", strings.Join(damaged, "; ")), nil
	}
	return said(well, "数据逐页逐行读过，没有损坏。", "Every page and row of the data was read; none is damaged."), nil
}

func (d doctorCommand) auditLog(ctx context.Context, db *store.Store) (symptom, error) {
	found, err := db.VerifyAudit(ctx, nil)
	if err != nil {
		return symptom{}, err
	}
	if b := found.Break; b != nil {
		return said(ill, "审计记录第 %[1]d 条%[2]s。请用锚点和备份核对是谁、何时改动的（taizhang audit verify）。",
			"Row %[1]d of the audit log %[3]s. Find out by anchors and backups who changed it and when (taizhang audit verify).", b.ID, b.Words.ZH, b.Words.EN), nil
	}
	return said(well, "审计记录完整：%d 条。", "The audit log is whole: %d rows.", found.Checked), nil
}

// counts holds the counts that pages show against the entries that they count.
func (d doctorCommand) counts(ctx context.Context, db *store.Store) (symptom, error) {
	wrong, err := db.Miscounted(ctx)
	switch {
	case err != nil:
		return symptom{}, err
	case wrong == 0:
		return said(well, "页面上的计数与事项逐条核对一致。", "The counts that pages show are those of the entries."), nil
	case !d.Repair:
		return said(ill, "页面上的计数有 %d 处与事项不符；事项本身没有问题。请运行 taizhang doctor --repair 重新计数。",
			"%d counts that pages show are not those of the entries, which are as they should be. Count anew: taizhang doctor --repair.", wrong), nil
	}
	err = db.Write(ctx, command, func(w *store.Writer) (err error) { wrong, err = w.CountAnew(); return err })
	return said(well, "计数有 %d 处与事项不符，已重新计数，并记入审计记录。", "%d counts were not those of the entries; they were counted anew, which is on record.", wrong), err
}

// scarce is when there is too little room to go on for long.
const scarce = 1 << 30

func (d doctorCommand) space(_ context.Context, _ *store.Store) (symptom, error) {
	if d.Database != "" {
		return said(well, "数据在 PostgreSQL 服务器上，磁盘由它看管。", "The data are on a PostgreSQL server, which looks after its disk."), nil
	}
	free, err := freeSpace(d.Data)
	if err != nil {
		return symptom{}, fmt.Errorf("look at the disk: %w", err)
	}
	var size int64
	if info, err := os.Stat(fileOf(d.Data)); err == nil {
		size = info.Size()
	}
	gb := float64(free) / 1e9
	if free < scarce || free < uint64(size) {
		return said(watch, "数据所在磁盘只剩 %.1f GB：请清理，或把数据文件夹移到别的盘。", "Only %.1f GB are left on the disk of the data: make room, or move the data folder.", gb), nil
	}
	return said(well, "数据所在磁盘还有 %.1f GB。", "%.1f GB are free on the disk of the data.", gb), nil
}

func (d doctorCommand) backedUp(_ context.Context, _ *store.Store) (symptom, error) {
	const how = "TAIZHANG_BACKUP"
	if d.Backup == "" {
		return said(watch, "没有设定备份文件夹：设 %[1]s=文件夹，程序就每天备份。", "No folder for backups is set: set %[1]s=FOLDER, and the server makes one a day.", how), nil
	}
	all, err := store.Backups(d.Backup)
	if err != nil {
		return symptom{}, err
	}
	folder, err := filepath.Abs(d.Backup)
	if err != nil {
		return symptom{}, err
	}
	if len(all) == 0 || clock().Sub(all[0].At) > 2*backupEvery {
		return said(watch, "两天内没有备份（%[1]s）：请看程序日志里为什么，或先手工备份 taizhang backup %[1]s。", "No backup for two days (%[1]s): the server's log says why; make one now with taizhang backup %[1]s.", folder), nil
	}
	return said(well, "最近一次备份：%s，共 %d 份。", "The newest backup is of %s, one of %d.", all[0].At.Format("2006-01-02 15:04"), len(all)), nil
}

// clock finds a clock that was set back: what was written last lies ahead of it.
func (d doctorCommand) clock(ctx context.Context, db *store.Store) (symptom, error) {
	last, err := db.Anchor(ctx)
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.NotFound {
		return said(well, "还没有任何记录。", "Nothing has been written yet."), nil
	} else if err != nil {
		return symptom{}, err
	}
	if ahead := last.At.Sub(clock()); ahead > time.Minute {
		return said(ill, "本机时钟比最后一条记录早 %[1]s：请校准时钟，否则到期和亮灯都会算错。", "This machine's clock is %[1]s behind the last record: set it right, else due dates and lights come out wrong.", ahead.Round(time.Second)), nil
	}
	return said(well, "时钟与记录相符。", "The clock fits what was written."), nil
}

func (d doctorCommand) holidays(ctx context.Context, db *store.Store) (symptom, error) {
	days, err := calendarOf(ctx, db)
	if err != nil {
		return symptom{}, err
	}
	today, err := d.today()
	if err != nil {
		return symptom{}, err
	}
	for _, year := range []int{today.Time().Year(), today.AddDays(45).Time().Year()} {
		if !days.Covered(year) {
			return said(watch, "%[1]d 年的放假安排还没有录入：请在“管理—工作日历”补上，否则工作日按普通周末计算。", "The holidays of %[1]d are not known: enter them on the calendar's page, else working days are counted by plain weekends.", year), nil
		}
	}
	return said(well, "工作日历已覆盖今后一个半月。", "The calendar covers the coming six weeks."), nil
}

func (d doctorCommand) messages(ctx context.Context, db *store.Store) (symptom, error) {
	const looked = 200
	all, err := db.Deliveries(ctx, looked)
	if err != nil {
		return symptom{}, err
	}
	failed, reason := 0, ""
	for _, m := range all {
		if m.State == ledger.Undeliverable {
			failed, reason = failed+1, m.Reason
		}
	}
	if failed > 0 {
		return said(watch, "最近的催办消息有 %d 条没有送达（%s）：请在“管理—催办”查看。", "%d of the latest messages were not delivered (%s): look at them on the page of reminders.", failed, reason), nil
	}
	return said(well, "没有发不出去的消息。", "No message failed."), nil
}

func (d doctorCommand) people(ctx context.Context, db *store.Store) (symptom, error) {
	all, err := db.Users(ctx)
	if err != nil {
		return symptom{}, err
	}
	for _, u := range all {
		if u.Active && u.May(ledger.Accounts) {
			return said(well, "有可以管理账号的人。", "There is somebody who may keep the accounts."), nil
		}
	}
	return said(watch, "没有可以管理账号的人：taizhang serve 启动时会打印一次性登录链接。", "Nobody may keep the accounts: taizhang serve prints a sign-in link when it starts."), nil
}
