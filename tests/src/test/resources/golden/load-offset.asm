0000  49 8b 46 20                    mov rax, qword ptr [r14+0x20]
0004  48 0f be 44 38 41              movsx rax, byte ptr [rax+rdi*1+0x41]
000a  c3                             ret
