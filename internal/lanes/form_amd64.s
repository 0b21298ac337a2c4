#include "textflag.h"
#include "go_asm.h"

// One run with texts: Y0 gathers what differs from the form, or may not be in a string.
// That is a quote or a backslash, which alone stand for their low half in Y8; as
// signed bytes, control characters and those beyond ASCII are all below a space.
#define MIXED(i) \
	MOVLQSX   Form_places+4*i(R8), R9    \
	VMOVDQU   Form_texts+32*i(R8), Y2    \
	VMOVDQU   (SI)(R9*1), Y1             \
	VPSHUFB   Y1, Y8, Y3                 \
	VPCMPEQB  Y1, Y3, Y3                 \
	VPCMPGTB  Y1, Y9, Y4                 \
	VPOR      Y4, Y3, Y3                 \
	VPCMPEQB  Y6, Y2, Y4                 \
	VPXOR     Y2, Y1, Y1                 \
	VPBLENDVB Y4, Y3, Y1, Y1             \
	VPOR      Y1, Y0, Y0

// One run without: where the form has 0, nothing differs.
#define SAME(i) \
	MOVLQSX Form_places+12+4*i(R8), R9 \
	VMOVDQU Form_sames+32*i(R8), Y2    \
	VPXOR   (SI)(R9*1), Y2, Y1         \
	VPSIGNB Y2, Y1, Y1                 \
	VPOR    Y1, Y0, Y0

DATA escaped<>+0(SB)/8, $0xffffffffff22ffff
DATA escaped<>+8(SB)/8, $0xffffff5cffffffff
GLOBL escaped<>(SB), RODATA|NOPTR, $16
DATA spaces<>+0(SB)/8, $0x2020202020202020
GLOBL spaces<>(SB), RODATA|NOPTR, $8
DATA newlines<>+0(SB)/8, $0x0a0a0a0a0a0a0a0a
GLOBL newlines<>(SB), RODATA|NOPTR, $8

// func linesAVX2(t *Table, b *byte, size int, lines *Line, room int) int
TEXT ·linesAVX2(SB), NOSPLIT, $0-48
	MOVQ           t+0(FP), AX
	MOVQ           b+8(FP), BX
	MOVQ           size+16(FP), DX
	MOVQ           lines+24(FP), R11
	MOVQ           room+32(FP), R12
	MOVQ           Table_least(AX), R10
	DECQ           R10
	MOVQ           BX, SI          // where the line begins
	ADDQ           BX, DX          // where the block ends
	LEAQ           (R11)(R12*8), R12
	VBROADCASTI128 escaped<>(SB), Y8
	VPBROADCASTQ   spaces<>(SB), Y9
	VPBROADCASTQ   newlines<>(SB), Y7
	VPXOR          Y6, Y6, Y6

line:
	LEAQ (SI)(R10*1), DI // where it may end

search:
	LEAQ      const_scan(DI), CX
	CMPQ      CX, DX
	JHI       last
	VPCMPEQB  (DI), Y7, Y0
	VPCMPEQB  32(DI), Y7, Y1
	VPMOVMSKB Y0, R8
	VPMOVMSKB Y1, R9
	SHLQ      $32, R9
	ORQ       R9, R8
	JNZ       found
	MOVQ      CX, DI
	JMP       search

last: // less than scan bytes are left: look at those before, too
	CMPQ      DI, DX
	JCC       done
	SUBQ      DX, CX
	VPCMPEQB  -64(DX), Y7, Y0
	VPCMPEQB  -32(DX), Y7, Y1
	VPMOVMSKB Y0, R8
	VPMOVMSKB Y1, R9
	SHLQ      $32, R9
	ORQ       R9, R8
	SHRQ      CX, R8
	JZ        done

found:
	TZCNTQ R8, R8
	LEAQ   1(DI)(R8*1), DI // where the next line begins
	MOVQ   DI, R13
	SUBQ   SI, R13
	MOVQ   R13, CX
	ANDQ   $const_Sizes-1, CX // the form's place

way:
	MOVQ  Table_forms(AX)(CX*8), R8
	TESTQ R8, R8
	JZ    done
	CMPQ  Form_size(R8), R13
	JNE   other
	VPXOR Y0, Y0, Y0

runs:
	MIXED(0)
	MIXED(1)
	MIXED(2)
	SAME(0)
	SAME(1)
	SAME(2)
	SAME(3)
	MOVQ  Form_more(R8), R8
	TESTQ R8, R8
	JNZ   runs

	VPTEST Y0, Y0
	JNZ    other
	MOVQ   DI, SI
	SUBQ   BX, DI
	DECQ   DI
	MOVL   DI, Line_End(R11)
	MOVL   CX, Line_Form(R11)
	ADDQ   $Line__size, R11
	CMPQ   R11, R12
	JNE    line

done:
	SUBQ lines+24(FP), R11
	SHRQ $3, R11
	MOVQ R11, ret+40(FP)
	VZEROUPPER
	RET

other:
	ADDQ $const_Sizes, CX
	CMPQ CX, $(const_Ways*const_Sizes)
	JLT  way
	JMP  done
