package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"gorm.io/gorm/clause"

	"taizhang/backend/ledger"
)

// content is a file's bytes, kept once however often the file comes.
type content struct {
	SHA256 string `gorm:"column:sha256;primaryKey"`
	Data   []byte
}

// Attachments lists what came with an entry's feedback, the oldest first and without the bytes.
func (r *Reader) Attachments(ctx context.Context, entryID int64) ([]ledger.Attachment, error) {
	return find[ledger.Attachment](r.db.WithContext(ctx).Where("entry_id = ?", entryID).Order("id"), "attachments")
}

// Attachment returns one file of an entry with its bytes; NotFound where the entry has none of that id.
func (r *Reader) Attachment(ctx context.Context, entryID, id int64) (*ledger.Attachment, error) {
	missing := ledger.Mistake(ledger.NotFound, "file", "这一条没有这个附件。", "This entry has no such file.")
	a, err := first[ledger.Attachment](r.db.WithContext(ctx).Where("entry_id = ? AND id = ?", entryID, id), "attachment", missing)
	if err != nil {
		return nil, err
	}
	c, err := first[content](r.db.WithContext(ctx).Where("sha256 = ?", a.SHA256), "file", missing)
	if err != nil {
		return nil, err
	}
	if a.Data = c.Data; hashed(a.Data) != a.SHA256 {
		return nil, fmt.Errorf("read file %d of entry %d: its content is not what was kept under %s", id, entryID, a.SHA256)
	}
	return a, nil
}

func hashed(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Attach keeps files that come with the newest feedback on an entry; the same file twice is kept once. What is kept is
// recorded with its hashes, so that the audit log tells a file that was changed.
func (w *Writer) Attach(entryID int64, files []ledger.Attachment) error {
	if len(files) == 0 {
		return nil
	}
	if len(files) > ledger.MaxFiles {
		return ledger.Mistake(ledger.Invalid, "file", "一次反馈最多附 %d 个文件。", "A feedback may have %d files at most.", ledger.MaxFiles)
	}
	feedback, err := first[ledger.Feedback](w.tx.Where("entry_id = ?", entryID).Order("id DESC"), "feedback",
		ledger.Mistake(ledger.Conflict, "file", "附件要随进展反馈提交。", "Files come with a feedback."))
	if err != nil {
		return err
	}
	var kept []ledger.Attached
	seen := map[string]bool{}
	for _, f := range files {
		f.ID, f.EntryID, f.FeedbackID, f.SHA256 = 0, entryID, feedback.ID, hashed(f.Data)
		f.Size, f.CreatedAt, f.CreatedBy = int64(len(f.Data)), w.time(), w.actor.Name
		if seen[f.SHA256] {
			continue
		}
		seen[f.SHA256] = true
		if err := failed("keep file", w.tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&content{f.SHA256, f.Data}).Error); err != nil {
			return err
		}
		if err := w.create("attachment", &f); err != nil {
			return err
		}
		kept = append(kept, ledger.Attached{Name: f.Name, Size: f.Size, SHA256: f.SHA256})
	}
	return w.log("attach", "entry", entryID, "", nil, map[string]any{"files": kept})
}
