0000  48 8b c6                       mov rax, rsi
0003  0f af c2                       imul eax, edx
0006  31 c9                          xor ecx, ecx
0008  0f 1f 84 00 00 00 00 00        nop dword ptr [rax+rax*1]
L0:
0010  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
0015  75 0d                          jne L2
L1:
0017  03 c8                          add ecx, eax
0019  83 c7 ff                       add edi, -0x1
001c  85 ff                          test edi, edi
001e  75 f0                          jne L0
0020  48 8b c1                       mov rax, rcx
0023  c3                             ret
L2:
0024  e8 00 00 00 00                 call poll
0029  eb ec                          jmp L1
