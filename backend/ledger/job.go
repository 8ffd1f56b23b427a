package ledger

import (
	"encoding/json"
	"time"
)

// JobKind is what a job does; JobState how far it is.
type (
	JobKind  string
	JobState string
)

const (
	ExportJob JobKind = "export"
	ImportJob JobKind = "import"

	JobWaiting   JobState = "waiting"
	JobRunning   JobState = "running"
	JobDone      JobState = "done"
	JobFailed    JobState = "failed"
	JobCancelled JobState = "cancelled"
)

var (
	jobKinds  = map[JobKind]Words{ExportJob: {"导出", "Export"}, ImportJob: {"导入", "Import"}}
	jobStates = map[JobState]Words{
		JobWaiting: {"排队中", "Waiting"}, JobRunning: {"进行中", "Running"}, JobDone: {"已完成", "Done"}, JobFailed: {"没有完成", "Failed"}, JobCancelled: {"已取消", "Cancelled"},
	}
)

// Words names the kind.
func (k JobKind) Words() Words { return jobKinds[k] }

// Words names the state; Active tells whether there is more to come.
func (s JobState) Words() Words { return jobStates[s] }
func (s JobState) Active() bool { return s == JobWaiting || s == JobRunning }

// Job is work in the background, of one person. Whoever runs it holds it until LeaseUntil; Runs grows with every beginning.
type Job struct {
	ID         int64 `gorm:"primaryKey"`
	Owner      string
	Kind       JobKind
	Title      string
	Params     string // JSON of what was asked for
	State      JobState
	Done       int
	Total      int
	Runs       int
	Trouble    string // JSON of the Words that say why it failed, or ""
	Holder     string
	LeaseUntil *time.Time
	CreatedAt  time.Time
	StartedAt  *time.Time
	FinishedAt *time.Time
	ExpiresAt  time.Time
}

// JobFile is a file that a job reads (Outcome says as JSON what became of it, "" as long as it was not read), or a piece of what it
// made.
type JobFile struct {
	JobID    int64 `gorm:"primaryKey;autoIncrement:false"`
	Result   bool  `gorm:"primaryKey"`
	Position int   `gorm:"primaryKey;autoIncrement:false"`
	Name     string
	Size     int64
	Data     []byte
	Outcome  string
}

// Why says why a job failed, no words where it did not.
func (j Job) Why() (w Words) {
	_ = json.Unmarshal([]byte(j.Trouble), &w) // "" leaves it empty
	return w
}

// Percent is how far a job is, from 0 to 100.
func (j Job) Percent() int {
	switch {
	case j.State == JobDone:
		return 100
	case j.Total <= 0:
		return 0
	}
	return min(100*j.Done/j.Total, 99)
}
