package samples

import (
	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// jobs are one of each state.
func jobs() []ledger.Job {
	begun := at("2024-09-20T10:00:00+08:00")
	return []ledger.Job{
		{ID: 5, Kind: ledger.ExportJob, Title: "督查台账（Excel 表格）", State: ledger.JobRunning, Done: 42_500, Total: 100_000, Runs: 2, CreatedAt: begun},
		{ID: 4, Kind: ledger.ImportJob, Title: "八月报道.zip", State: ledger.JobWaiting, Total: 26, CreatedAt: begun},
		{ID: 3, Kind: ledger.ImportJob, Title: "七月报道.zip", State: ledger.JobDone, Done: 6, Total: 6, Runs: 1, CreatedAt: begun, ExpiresAt: begun.AddDate(0, 0, 3)},
		{ID: 2, Kind: ledger.ExportJob, Title: "督查台账 2024-09（Excel 表格）", State: ledger.JobDone, Done: 24_013, Total: 24_013, Runs: 1, CreatedAt: begun, ExpiresAt: begun.AddDate(0, 0, 3)},
		{ID: 1, Kind: ledger.ExportJob, Title: "督查台账（Excel 表格）", State: ledger.JobFailed, Total: 100_000, Runs: 4, CreatedAt: begun, Trouble: `{"ZH": "开始了 3 次都没有做完（程序中途停止），不再重试。请重新提交。", "EN": "It was begun 3 times and never ended, for the program stopped in between; it is not tried again. Ask for it anew."}`},
	}
}

func jobPages(b func(string) pages.Base) []Sample {
	all := jobs()
	return []Sample{
		{"jobs", pages.Jobs(pages.JobsPage{Base: b("/jobs"), Jobs: all})},
		{"jobs-none", pages.Jobs(pages.JobsPage{Base: b("/jobs")})},
		{"job-running", pages.JobShown(pages.JobPage{Base: b("/jobs/5"), Job: all[0]})},
		{"job-done", pages.JobShown(pages.JobPage{Base: b("/jobs/2"), Job: all[3], Size: 6 << 20})},
		{"job-files", pages.JobShown(pages.JobPage{Base: b("/jobs/3"), Job: all[2], Outcomes: outcomes()})},
		{"job-failed", pages.JobShown(pages.JobPage{Base: b("/jobs/1"), Job: all[4]})},
		{"long-export", pages.LongExport(pages.LongExportPage{Base: b("/export/entries.xlsx"), Total: 100_000, Action: "/export/entries.xlsx?status=open"})},
	}
}
