0000  31 c0                          xor eax, eax
0002  66 0f 1f 84 00 00 00 00 00     nop word ptr [rax+rax*1]
000b  0f 1f 44 00 00                 nop dword ptr [rax+rax*1]
L0:
0010  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
0015  75 29                          jne L5
L1:
0017  48 8b c8                       mov rcx, rax
001a  48 8b c6                       mov rax, rsi
001d  0f 1f 00                       nop dword ptr [rax]
L2:
0020  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
0025  75 20                          jne L6
L3:
0027  03 c8                          add ecx, eax
0029  83 c0 ff                       add eax, -0x1
002c  85 c0                          test eax, eax
002e  75 f0                          jne L2
0030  83 c7 ff                       add edi, -0x1
0033  85 ff                          test edi, edi
0035  74 05                          je L4
0037  48 8b c1                       mov rax, rcx
003a  eb d4                          jmp L0
L4:
003c  48 8b c1                       mov rax, rcx
003f  c3                             ret
L5:
0040  e8 00 00 00 00                 call poll
0045  eb d0                          jmp L1
L6:
0047  e8 00 00 00 00                 call poll
004c  eb d9                          jmp L3
