package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"taizhang/backend/ledger"
)

// AuditMIME is the type of an exported audit log.
var AuditMIME = csvFile.MIME

// WriteAudit writes rows of the audit log as CSV, one at a time, every column of the table and the hash that seals it.
func WriteAudit(w io.Writer, lang ledger.Lang, zone *time.Location, each func(yield func(ledger.AuditRow) error) error) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write audit log: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	_ = out.Write([]string{ // a failed write is told by Error below
		lang.T("序号", "No."), lang.T("时间", "Time"), lang.T("人员", "Who"), lang.T("途径", "Via"), lang.T("地址", "Address"), lang.T("动作", "Action"),
		lang.T("对象", "About"), lang.T("对象序号", "Its id"), lang.T("编号", "Number"), lang.T("说明", "Note"), lang.T("改前", "Before"), lang.T("改后", "After"), lang.T("校验值", "Hash"),
	})
	err := each(func(r ledger.AuditRow) error {
		return out.Write([]string{
			strconv.FormatInt(r.ID, 10), r.At.In(zone).Format("2006-01-02 15:04:05.000"), guard(r.Actor), r.Via, guard(r.Address), ledger.ActionWords(r.Action).In(lang),
			ledger.SubjectWords(r.Subject).In(lang), strconv.FormatInt(r.SubjectID, 10), guard(r.Number), guard(r.Note), guard(r.Before), guard(r.After), r.Hash,
		})
	})
	if out.Flush(); err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("write audit log: %w", err)
	}
	return nil
}
