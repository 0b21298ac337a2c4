#include "textflag.h"
#include "go_asm.h"

// COMPARE sets R10 to the name in slot R10, and ZF if it is the principal.
#define COMPARE \
	IMUL3Q $Name__size, R10, R10; \
	ADDQ Count_Names(DI), R10; \
	MOVQ Name_First(R10), R14; \
	XORQ R8, R14; \
	MOVQ Name_Last(R10), DX; \
	XORQ R12, DX; \
	ORQ  DX, R14; \
	MOVLQSX Name_Size(R10), DX; \
	XORQ R11, DX; \
	ORQ  DX, R14

// func countLines(c *Count, b *byte, at int, lines *Line, n int) int
TEXT ·countLines(SB), NOSPLIT, $0-48
	MOVQ c+0(FP), DI
	MOVQ b+8(FP), R13
	MOVQ at+16(FP), SI
	ADDQ R13, SI             // where the line begins
	MOVQ lines+24(FP), BX
	MOVQ n+32(FP), R15
	LEAQ (BX)(R15*Line__size), R15

line:
	MOVLQSX Line_End(BX), CX
	LEAQ    1(R13)(CX*1), CX // where the next one does
	MOVLQSX Line_Form(BX), R8
	IMUL3Q  $Spot__size, R8, R8
	ADDQ    Count_Spots(DI), R8
	CMPB    Spot_Usual(R8), $0
	JEQ     done

	// its time
	MOVLQSX Spot_Time(R8), R10
	MOVQ (SI)(R10*1), AX
	MOVQ 8(SI)(R10*1), DX
	MOVQ 16(SI)(R10*1), R9
	XORQ Count_ToMinute(DI), AX
	XORQ Count_Minute(DI), DX
	ORQ  DX, AX
	MOVQ $const_behindMinute, DX
	XORQ DX, R9
	MOVQ $const_tooLarge, DX
	ADDQ R9, DX
	ORQ  R9, DX
	MOVQ $const_high, R10
	ANDQ R10, DX
	ORQ  DX, AX
	JNE  done
	BSWAPQ R9

	// its principal
	MOVLQSX Spot_From(R8), R10
	MOVLQSX Spot_To(R8), R11
	MOVQ (SI)(R10*1), R8     // the first bytes
	MOVQ -8(SI)(R11*1), R12  // and the last
	SUBQ R10, R11
	MOVQ Count_Seed(DI), DX
	MOVQ R8, AX
	XORQ DX, AX
	SHRQ $32, DX
	XORQ R12, DX
	MULQ DX
	XORQ DX, AX
	MOVQ Count_Names+8(DI), DX
	DECQ DX
	MOVQ AX, R10
	ANDQ DX, R10
	COMPARE
	JNE  second

met:
	MOVLQSX Name_Other(R10), R10
	TESTQ   R10, R10
	JEQ     done
	CMPQ    R10, Count_Counts+8(DI)
	JGE     done
	MOVQ    Count_Counts(DI), R11
	MOVL    (R11)(R10*4), AX
	INCL    AX
	JEQ     done // too many
	MOVL    AX, (R11)(R10*4)
	CMPL    AX, $1
	JEQ     first

counted:
	CMPQ    R9, Count_First(DI)
	JCC     notFirst
	MOVQ    R9, Count_First(DI)

notFirst:
	CMPQ R9, Count_Last(DI)
	JLS  notLast
	MOVQ R9, Count_Last(DI)

notLast:
	MOVQ CX, SI
	ADDQ $Line__size, BX
	CMPQ BX, R15
	JNE  line

done:
	SUBQ lines+24(FP), BX
	SHRQ $3, BX
	MOVQ BX, ret+40(FP)
	RET

first: // in the hour
	MOVQ Count_Met(DI), R11
	MOVQ Count_Met+8(DI), AX
	MOVL R10, (R11)(AX*4)
	INCQ Count_Met+8(DI)
	JMP  counted

second: // the next slot
	MOVQ Count_Names+8(DI), DX
	DECQ DX
	LEAQ 1(AX), R10
	ANDQ DX, R10
	COMPARE
	JEQ  met
	JMP  done
