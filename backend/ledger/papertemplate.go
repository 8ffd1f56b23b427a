package ledger

import "time"

// TemplateState is whether a template lays papers out, or is only being tried.
type TemplateState string

const (
	TemplateTried TemplateState = "tried"
	TemplateUsed  TemplateState = "used"
)

// PaperTemplate is a Word document of an office's own that lays a paper out.
type PaperTemplate struct {
	Paper      string        `gorm:"primaryKey" json:"paper"` // brief, bulletin …
	State      TemplateState `gorm:"primaryKey" json:"state"`
	FileName   string        `json:"file_name"`
	Sum        string        `json:"sum"`  // SHA-256 of the file in hexadecimal digits
	Size       int           `json:"size"` // in bytes
	UploadedAt time.Time     `json:"uploaded_at"`
	UploadedBy string        `json:"uploaded_by"`
	Data       []byte        `json:"-"`
}
